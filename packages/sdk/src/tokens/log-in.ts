import { randomUUID } from 'node:crypto';
import type { TokenSet } from '../application/authentication.ts';
import type { CustomLogin } from '../application/custom-login.ts';
import { readLocation } from '../connection/redirects.ts';
import { newTraceId } from '../http/trace.ts';
import { explainRefusedLogin } from './explain-refused-login.ts';
import { readLogin } from './login-answer.ts';
import { loginRequest } from './login-request.ts';
import type { TokenClient } from './token-source.ts';

const timeoutMs = 10_000;

/**
 * Sends the request of a login and reads the token from its answer. A redirect is not followed: it may hold the cookie that is
 * the token, and it has no reason to be given the password. Throws a SignInError, or what says that the service is out of order.
 */
export async function logIn(
  login: CustomLogin,
  { credentials, http, hosts, headers, redactor }: Pick<TokenClient, 'credentials' | 'http' | 'hosts' | 'headers' | 'redactor'>,
): Promise<TokenSet> {
  const request = loginRequest(login, credentials);
  const url = hosts.resolve(request.path);
  const answer = await http.exchange({
    method: request.method,
    url,
    headers: headers.of(request, { traceId: newTraceId(), idempotencyKey: randomUUID() }),
    body: request.body,
    deadlineAt: performance.now() + timeoutMs,
  });
  if (readLocation(answer) === undefined) {
    const error = explainRefusedLogin(answer, url.host, redactor);
    if (error) throw error;
  }
  return readLogin(login, answer, url.host, redactor);
}
