/** Whether a text names a port, by the same rule as the host's. */
export function isPort(text: string): boolean {
  const port = Number(text);
  return text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535;
}
