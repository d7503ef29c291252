/** Whether a host (with its port, where it has one) is among the declared ones; `*.example.com` stands for any host below it. */
export function isDeclaredHost(host: string, declared: readonly string[]): boolean {
  return declared.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1 : host === pattern,
  );
}
