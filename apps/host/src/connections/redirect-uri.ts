import type { ApplicationFacts } from '../applications/form.ts';

/** What of an application says where its sign-ins end. */
type Signing = Pick<ApplicationFacts, 'name' | 'hosts'>;

/** The address that a browser was sent back to. */
interface Callback {
  readonly application: string;
  readonly tokenHost?: string | undefined;
}

/**
 * Where a service sends the browser back. Each application has its own, and where users fill in the hosts of an application, each
 * host that its tokens come from, so that none can pass for another (RFC 9700, 4.4.2). Without `tokenHost`, its place is marked.
 */
export function redirectUriOf(origin: string, { name, hosts }: Signing, tokenHost = '{tokenHost}'): string {
  const areFilledIn = hosts.some((host) => host.startsWith('{'));
  return origin + pathOf({ application: name, tokenHost: areFilledIn ? tokenHost : undefined });
}

export const redirectUriMeaning =
  'To be registered at the service. Where it says {tokenHost}, that is the host of the address that tokens are fetched from';

/** Whether a browser came back to where it was sent to. */
export function leadsTo(redirectUri: string, callback: Callback): boolean {
  return new URL(redirectUri).pathname === pathOf(callback);
}

function pathOf({ application, tokenHost }: Callback): string {
  return `/oauth/callback/${encodeURIComponent(application)}${tokenHost === undefined ? '' : `/${tokenHost}`}`;
}
