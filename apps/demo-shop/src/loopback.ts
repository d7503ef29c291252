/** Whether a host name, as `URL.hostname` gives it, means this machine. */
export function isLoopbackName(hostname: string) {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Whether an http or https URL leads to this machine. */
export function isLoopbackUrl(text: string) {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && isLoopbackName(url.hostname);
}
