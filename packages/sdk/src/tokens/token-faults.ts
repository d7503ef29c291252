import { z } from 'zod';
import type { Redactor } from '../connection/redactor.ts';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { isMortiseError } from '../errors/mortise-error.ts';
import { NetworkError } from '../errors/network-error.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { UnavailableError } from '../errors/unavailable-error.ts';

/** What simple-oauth2 throws: an error with a status, and with the body of the answer where there was one. */
const Fault = z.object({
  output: z.object({ statusCode: z.number() }),
  data: z.unknown(),
});
const Refusal = z.object({ isResponseError: z.literal(true), payload: z.unknown() });
const Unreadable = z.object({ payload: z.unknown() });
const InvalidOptions = z.object({ isJoi: z.literal(true) });
const OAuthError = z.object({ error: z.string(), error_description: z.string().optional() });

/** The typed error for what went wrong at a token endpoint. What simple-oauth2 threw is not kept: it may hold credentials. */
export function explainTokenFault(thrown: unknown, host: string, redactor: Redactor): Error {
  if (isMortiseError(thrown)) return thrown;
  const fault = Fault.safeParse(thrown).data;
  if (!fault) {
    return InvalidOptions.safeParse(thrown).success
      ? new SignInError('The client id or the client secret holds a character that cannot be sent. Fill them in again.')
      : new SignInError(`The token endpoint at ${host} answered without a usable token. Nothing was stored.`);
  }
  const { data, output } = fault;
  if (isMortiseError(data)) return data;
  const refusal = Refusal.safeParse(data).data;
  if (refusal) return explainRefusal(output.statusCode, refusal.payload, host, redactor);
  if (output.statusCode === 504 || output.statusCode === 408) {
    return new TimeoutError(`The token endpoint at ${host} did not answer in time.`);
  }
  if (output.statusCode === 406 || (!(data instanceof Error) && Unreadable.safeParse(data).success)) {
    return new MalformedResponseError(`The token endpoint at ${host} did not answer with JSON.`);
  }
  if (output.statusCode === 500) {
    return new NetworkError(`The token endpoint at ${host} broke off its answer, or sent far more than a token.`);
  }
  return new NetworkError(`The token endpoint at ${host} could not be reached.`, { cause: data });
}

function explainRefusal(status: number, payload: unknown, host: string, redactor: Redactor): Error {
  const { data: oauthError } = OAuthError.safeParse(payload);
  const description = oauthError?.error_description ? `: ${oauthError.error_description}` : '';
  const reason = oauthError ? `${oauthError.error}${description}` : `status ${status}`;
  const detail = redactor.redact(`The token endpoint at ${host} gave no token (${reason}).`);
  if (status === 429 || status >= 500) return new UnavailableError(status, detail);
  return new SignInError(`${detail} Check the credentials of this connection, then sign in again.`, status);
}
