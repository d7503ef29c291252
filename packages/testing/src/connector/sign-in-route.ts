import type { ApiDescription } from '@mortise/sdk';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { withField } from '../fake-api/with-field.ts';
import type { Canaries } from './canaries.ts';

/** Where a connection asks for tokens, and what it is given there. */
export interface SignInRoute {
  readonly matches: (request: RecordedRequest) => boolean;
  readonly reply: () => unknown;
}

const lifetimeSeconds = 3600;

/** The token endpoint of a connection; `undefined` for a login that asks for no token by itself. */
export function signInRoute({ authentication, baseUrl }: ApiDescription, canaries: Canaries): SignInRoute | undefined {
  switch (authentication.kind) {
    case 'oauth2': {
      const { tokenUrl, refreshUrl = tokenUrl, tokenField } = authentication;
      const isThere = [tokenUrl, refreshUrl].map((url) => matcher('POST', url));
      return {
        matches: (request) => isThere.some((matches) => matches(request)),
        reply: () => {
          const tokens = oauth2Tokens(canaries);
          return tokenField === undefined ? tokens : withField(tokens, tokenField, tokens);
        },
      };
    }
    case 'custom': {
      const { request, token, expiresIn } = authentication;
      const isAbsolute = /^https?:\/\//i.test(request.path);
      const below = request.path.startsWith('/') ? request.path : `/${request.path}`;
      const url = isAbsolute ? request.path : `${baseUrl.replace(/\/+$/, '')}${below}`;
      return {
        matches: matcher(request.method, url),
        reply: () => {
          const secret = canaries.make('renewed-token');
          const body = typeof expiresIn === 'string' ? withField({}, expiresIn, lifetimeSeconds) : {};
          if (typeof token === 'string') return { status: 200, body: withField(body, token, secret) };
          const headers = 'header' in token ? { [token.header]: secret } : { 'set-cookie': `${token.cookie}=${secret}; Path=/` };
          return { status: 200, headers, body };
        },
      };
    }
    default:
      return undefined;
  }
}

function oauth2Tokens(canaries: Canaries) {
  return {
    access_token: canaries.make('renewed-access-token'),
    refresh_token: canaries.make('renewed-refresh-token'),
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
  };
}

/** Matches method, host and path of an address, which may hold `{field}` where a credential will stand. */
function matcher(method: string, url: string): SignInRoute['matches'] {
  const { host } = new URL(url.replaceAll(/\{[^}]*\}/g, 'x'));
  const path = url.replace(/^https?:\/\/[^/?]*/i, '').replace(/\?.*$/, '') || '/';
  const literal = path.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${literal.join('[^/]*')}$`);
  return (request) => request.method === method && request.host === host && pattern.test(request.path);
}
