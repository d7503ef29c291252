import { judge } from '../connection/judge.ts';
import type { Redactor } from '../connection/redactor.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import type { HttpResponse } from '../http/request.ts';

/** The error for an answer to a login that is no success; whatever is not a fault of the service is one of the credentials. */
export function explainRefusedLogin(answer: HttpResponse, host: string, redactor: Redactor): Error | undefined {
  const error = judge(answer, host, { responses: undefined, bodyRefusal: undefined, rateHeaders: undefined }, redactor);
  if (!error || error.retryable) return error;
  const detail = error.message.replace(/ Sign in again\.$/, '');
  return new SignInError(`The login at ${detail} Check the credentials of this connection, then sign in again.`, answer.status);
}
