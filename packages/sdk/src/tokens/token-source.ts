import type { Authentication, Credentials, TokenSet } from '../application/authentication.ts';
import type { DeclaredHosts } from '../connection/hosts.ts';
import type { Redactor } from '../connection/redactor.ts';
import type { RequestHeaders } from '../connection/request-headers.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import type { ClientCertificate } from '../http/client-certificate.ts';
import type { HttpClient } from '../http/http-client.ts';

/** What a connection has to ask for tokens with. */
export interface TokenClient {
  readonly authentication: Authentication;
  readonly credentials: Credentials;
  readonly certificate: ClientCertificate | undefined;
  readonly http: HttpClient;
  readonly hosts: DeclaredHosts;
  readonly headers: RequestHeaders;
  readonly redactor: Redactor;
}

/**
 * Asks for the token of a login; `undefined` for a login without tokens. What asks is loaded with the first token: a plugin's
 * process describes requests and never needs one.
 */
export function tokenSource(client: TokenClient): ((refreshToken: string | undefined) => Promise<TokenSet>) | undefined {
  const { authentication, credentials, certificate, http, redactor } = client;
  switch (authentication.kind) {
    case 'oauth2':
      return async (refreshToken) => {
        const { TokenEndpoint } = await import('./token-endpoint.ts');
        const endpoint = new TokenEndpoint(authentication, credentials, http.guard, redactor, http.reroute, certificate);
        return endpoint.request(refreshToken);
      };
    case 'custom':
      return async () => {
        const { logIn } = await import('./log-in.ts');
        return logIn(authentication, client);
      };
    case 'oauth1':
      return credentials.token === undefined ? () => Promise.reject(notSignedIn()) : undefined;
    default:
      return undefined;
  }
}

/** A token of OAuth 1.0 comes from a browser and cannot be renewed. */
function notSignedIn(): SignInError {
  return new SignInError(
    'This connection has not been signed in, or the service took its access back. Sign in again.',
    undefined,
    {
      needsUser: true,
    },
  );
}
