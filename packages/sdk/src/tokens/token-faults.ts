import { z } from 'zod';
import type { Redactor } from '../connection/redactor.ts';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { isMortiseError } from '../errors/mortise-error.ts';
import { NetworkError } from '../errors/network-error.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { UnavailableError } from '../errors/unavailable-error.ts';
import { refusesCertificate } from '../http/network-faults.ts';
import { readTokenBody } from './token-body.ts';

/** What simple-oauth2 throws: an error with a status, and with the body of the answer where there was one. */
const Fault = z.object({
  output: z.object({ statusCode: z.number() }),
  data: z.unknown(),
  /** Of the socket, where that is what failed. */
  code: z.string().optional().catch(undefined),
});
const Refusal = z.object({ isResponseError: z.literal(true), payload: z.unknown() });
const Unreadable = z.object({ payload: z.unknown() });
const InvalidOptions = z.object({ isJoi: z.literal(true) });
/**
 * What a refresh token is refused with that counts no more, so that nothing but a new sign-in helps: RFC 6749 (5.2), GitHub
 * (https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens) and
 * Slack (https://docs.slack.dev/reference/methods/oauth.v2.access).
 */
const signInIsOver: ReadonlySet<string> = new Set([
  'invalid_grant',
  'bad_refresh_token',
  'invalid_refresh_token',
  'token_expired',
  'token_revoked',
]);
const OAuthError = z.object({ error: z.string(), error_description: z.string().optional() });

/** What was asked for when something went wrong. */
export interface TokenRequest {
  readonly host: string;
  readonly redactor: Redactor;
  /** With a refresh token, in whose place no credentials can stand. */
  readonly isRenewal: boolean;
}

/** The typed error for what went wrong at a token endpoint; a MalformedResponseError for a refusal that nobody can read is thrown. What simple-oauth2 threw is not kept: it may hold credentials. */
export function explainTokenFault(thrown: unknown, { host, redactor, isRenewal }: TokenRequest): Error {
  if (isMortiseError(thrown)) return thrown;
  const fault = Fault.safeParse(thrown).data;
  if (!fault) {
    return InvalidOptions.safeParse(thrown).success
      ? new SignInError('The client id or the client secret holds a character that cannot be sent. Fill them in again.')
      : new SignInError(`The token endpoint at ${host} answered without a usable token. Nothing was stored.`);
  }
  const { data, output, code } = fault;
  if (isMortiseError(data)) return data;
  const refusal = Refusal.safeParse(data).data;
  if (refusal) {
    return explainRefusal(output.statusCode, readTokenBody(refusal.payload, host), { host, redactor, isRenewal });
  }
  if (output.statusCode === 504 || output.statusCode === 408) {
    return new TimeoutError(`The token endpoint at ${host} did not answer in time.`);
  }
  if (output.statusCode === 406 || (!(data instanceof Error) && Unreadable.safeParse(data).success)) {
    return new MalformedResponseError(`The token endpoint at ${host} did not answer with JSON.`);
  }
  if (output.statusCode === 500) {
    return new NetworkError(`The token endpoint at ${host} broke off its answer, or sent far more than a token.`);
  }
  if (code !== undefined && refusesCertificate(code)) {
    return new SignInError(`The token endpoint at ${host} did not accept the client certificate (${code}). Fill in a valid one.`);
  }
  return new NetworkError(`The token endpoint at ${host} could not be reached.`, { cause: data });
}

/** The error that an answer holds whose status says that all is well, as those of Slack and GitHub do. */
export function refusalIn(reply: unknown, request: TokenRequest): Error | undefined {
  const isToken = typeof reply === 'object' && reply !== null && 'access_token' in reply;
  return !isToken && OAuthError.safeParse(reply).success ? explainRefusal(200, reply, request) : undefined;
}

function explainRefusal(status: number, payload: unknown, { host, redactor, isRenewal }: TokenRequest): Error {
  const { data: oauthError } = OAuthError.safeParse(payload);
  const description = oauthError?.error_description ? `: ${oauthError.error_description}` : '';
  const reason = oauthError ? `${oauthError.error}${description}` : `status ${status}`;
  const detail = redactor.redact(`The token endpoint at ${host} gave no token (${reason}).`);
  if (status === 429 || status >= 500) return new UnavailableError(status, detail);
  if (isRenewal && oauthError && signInIsOver.has(oauthError.error)) {
    return new SignInError(`${detail} Sign in again.`, status, { needsUser: true });
  }
  return new SignInError(`${detail} Check the credentials of this connection, then sign in again.`, status);
}
