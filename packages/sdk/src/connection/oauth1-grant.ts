import { randomBytes } from 'node:crypto';
import type { Authentication, Credentials } from '../application/authentication.ts';
import { type SignedRequest, signedHeader } from './oauth1-signature.ts';

export type OAuth1 = Extract<Authentication, { kind: 'oauth1' }>;

/** A token of OAuth 1.0 with its secret. */
export interface OAuth1Token {
  readonly token: string;
  readonly tokenSecret: string;
}

/** Signs a request for a consumer; `more` are further `oauth_…` parameters. Each call takes a new nonce and the time. */
export function signRequest(
  { signatureMethod, realm }: OAuth1,
  { consumerKey = '', consumerSecret = '' }: Credentials,
  token: OAuth1Token | undefined,
  request: SignedRequest,
  more: Readonly<Record<string, string>> = {},
): string {
  const parameters = {
    oauth_consumer_key: consumerKey,
    ...(token && { oauth_token: token.token }),
    oauth_signature_method: signatureMethod,
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_version: '1.0',
    ...more,
  };
  return signedHeader(
    request,
    parameters,
    { consumerSecret, tokenSecret: token?.tokenSecret ?? '' },
    { method: signatureMethod, realm },
  );
}
