/** The parts of the API that an access token can be limited to: what stands behind `/api/` in the path of a route. */
export const areas = [
  'actions',
  'applications',
  'audit',
  'connections',
  'events',
  'expressions',
  'failed-messages',
  'files',
  'jobs',
  'openapi',
  'plugins',
  'processes',
  'runs',
  'services',
  'tokens',
  'triggers',
  'webhooks',
] as const;
export type Area = (typeof areas)[number];

/** Tells everybody who they are, and lets them leave. */
const everybodys = 'session';

/** Whether a route lies in one of these parts. An address without a route lies in none and is told to nobody. */
export function isWithin(route: string | undefined, scopes: readonly Area[]): boolean {
  const area = route === undefined ? undefined : areaOf(route);
  return area === undefined || area === everybodys || scopes.some((scope) => scope === area);
}

export function areaOf(route: string): string | undefined {
  return /^\/api\/(?<area>[a-z-]+)/.exec(route)?.groups?.['area'];
}
