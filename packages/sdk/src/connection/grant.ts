import type { Authentication, Credentials } from '../application/authentication.ts';

/** The credentials of a connection as a request carries them. */
export interface Grant {
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: readonly [name: string, value: string];
  /** The token in use, so that a refused one can be replaced. */
  readonly token?: string;
}

/** The grant of a login whose credentials do not change. */
export function fixedGrant(authentication: Authentication, credentials: Credentials): Grant {
  switch (authentication.kind) {
    case 'none':
    case 'oauth2':
      return { headers: {} };
    case 'bearer':
      return { headers: { authorization: `Bearer ${credentials.token ?? ''}` } };
    case 'basic':
      return { headers: { authorization: `Basic ${Buffer.from(userAndPassword(credentials)).toString('base64')}` } };
    case 'apiKey': {
      const value = `${authentication.prefix}${credentials.apiKey ?? ''}`;
      return authentication.in === 'query'
        ? { headers: {}, query: [authentication.name, value] }
        : { headers: { [authentication.name.toLowerCase()]: value } };
    }
  }
}

export function tokenGrant(token: string): Grant {
  return { headers: { authorization: `Bearer ${token}` }, token };
}

/** Every secret of the credentials, in the forms in which requests carry them. */
export function secretsOf({ apiKey, token, clientSecret, password, ...names }: Credentials): readonly (string | undefined)[] {
  const pair = password === undefined ? undefined : userAndPassword({ ...names, password });
  return [apiKey, token, clientSecret, password, pair, names.tokens?.accessToken, names.tokens?.refreshToken];
}

/** Adds a key to a query and leaves the rest of it as it is written. */
export function withQuery(url: URL, [name, value]: NonNullable<Grant['query']>): URL {
  const target = new URL(url);
  if (target.searchParams.has(name)) target.searchParams.delete(name);
  target.search += `${target.search ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return target;
}

/** Takes a key out of a query, under whatever name it stands there. */
export function withoutValue(url: URL, value: string): URL {
  const names = [...url.searchParams].filter(([, held]) => held === value).map(([name]) => name);
  if (names.length === 0) return url;
  const target = new URL(url);
  for (const name of names) target.searchParams.delete(name, value);
  return target;
}

function userAndPassword({ username, password }: Credentials): string {
  return `${username ?? ''}:${password ?? ''}`;
}
