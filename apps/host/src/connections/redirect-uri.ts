/** Where a service sends the browser back. Each application has its own, so that none can pass for another (RFC 9700, 4.4). */
export function redirectUriOf(origin: string, application: string): string {
  return `${origin}/oauth/callback/${encodeURIComponent(application)}`;
}
