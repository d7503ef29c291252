/** Whether what a delivery says is what a webhook waits for. */
export function isWanted(told: unknown, wanted: string | readonly string[]): boolean {
  return typeof told === 'string' && (typeof wanted === 'string' ? told === wanted : wanted.includes(told));
}
