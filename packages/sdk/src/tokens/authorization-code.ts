import { createHash, randomBytes } from 'node:crypto';
import type { OAuth2 } from './token-endpoint.ts';

/** Proof that whoever brings a code is whoever asked for it (RFC 7636). The verifier stays with us until then. */
export interface ProofKey {
  readonly verifier: string;
  /** SHA-256 of the verifier, the method `S256`. */
  readonly challenge: string;
}

export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  /** What comes back with the code: unguessable, and used once (RFC 9700, 4.7). */
  readonly state: string;
  readonly challenge: ProofKey['challenge'];
}

/** A code as it came back to the redirect address, with what it was asked for. */
export interface AuthorizationCode {
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: ProofKey['verifier'];
}

/** A new proof key of 256 random bits. */
export function createProofKey(): ProofKey {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/**
 * Where a user's browser is sent to sign in. The application's own parameters are added, and decide nothing about whose sign-in
 * it is. Throws a TypeError for an application that gives no `authorizeUrl`.
 */
export function authorizationUrl(oauth2: OAuth2, request: AuthorizationRequest): string {
  const { authorizeUrl, scopes, scopeSeparator, scopeParameter = 'scope', authorizeParameters, pkce = true } = oauth2;
  if (authorizeUrl === undefined)
    throw new TypeError('The application gives no authorizeUrl, so nobody can be sent there to sign in.');
  const url = new URL(authorizeUrl);
  const parameters = {
    ...authorizeParameters,
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    ...(scopes.length > 0 && { [scopeParameter]: scopes.join(scopeSeparator) }),
    state: request.state,
    ...(pkce && { code_challenge: request.challenge, code_challenge_method: 'S256' }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
