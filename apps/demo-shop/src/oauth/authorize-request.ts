import { isLoopbackUrl } from '../loopback.ts';
import type { Form } from './form.ts';
import { allScopes, isScope, type Scope } from './scopes.ts';

/** How an authorization request is answered: on the spot, by sending the browser back, or by asking the person. */
export type AuthorizeRequest =
  | { kind: 'refused'; message: string }
  | { kind: 'failed'; redirectUri: string; error: string; message: string }
  | { kind: 'valid'; redirectUri: string; scopes: Scope[] };

/** Where the request cannot be trusted to name its own redirect, the error must not be sent there (RFC 6749, 4.1.2.1). */
export function checkAuthorizeRequest(form: Form, clientId: string): AuthorizeRequest {
  const redirectUri = form['redirect_uri'];
  if (form['client_id'] !== clientId) return { kind: 'refused', message: 'The client_id is not known to this shop.' };
  if (!redirectUri || !isLoopbackUrl(redirectUri)) {
    return { kind: 'refused', message: 'The redirect_uri must be an address of this machine, such as http://127.0.0.1.' };
  }

  const fail = (error: string, message: string) => ({ kind: 'failed', redirectUri, error, message }) as const;
  const scopes = form['scope']?.split(' ').filter(Boolean) ?? allScopes;

  if (form['response_type'] !== 'code') return fail('unsupported_response_type', 'Only response_type=code is supported.');
  if (!/^[\w.~-]{43,128}$/.test(form['code_challenge'] ?? '') || form['code_challenge_method'] !== 'S256') {
    return fail('invalid_request', 'PKCE is required: send code_challenge with code_challenge_method=S256.');
  }
  if (!scopes.every(isScope)) return fail('invalid_scope', `The shop knows only these scopes: ${allScopes.join(' ')}.`);
  return { kind: 'valid', redirectUri, scopes };
}
