import { ApiError } from '../errors/api-error.ts';
import type { MortiseError } from '../errors/mortise-error.ts';
import { quote } from '../errors/quote.ts';
import { RateLimitError } from '../errors/rate-limit-error.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { UnavailableError } from '../errors/unavailable-error.ts';
import type { HttpResponse } from '../http/request.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { isRateCode, throttledForMs } from '../rates/throttled-query.ts';
import { codesOf, type GraphqlErrors, type GraphqlProblem, readGraphqlErrors } from './graphql-errors.ts';

const signInCodes = new Set(['UNAUTHENTICATED']);
const quoted = 3;

/** The error that a list of GraphQL errors means: the sign-in first, then what passes by itself, else a refusal. */
export function graphqlFailure(
  { errors: problems, extensions }: GraphqlErrors,
  answer: HttpResponse,
  retryCodes: readonly string[],
): MortiseError {
  const more = problems.length > quoted ? ` … and ${problems.length - quoted} more` : '';
  const detail = quote(`The service refused the query: ${pathsOf(problems).slice(0, quoted).join('; ')}`) + more;
  const codes = problems.flatMap(codesOf);
  const { status } = answer;
  if (codes.some((code) => signInCodes.has(code))) return new SignInError(`${detail} Sign in again.`, 401);
  if (codes.some(isRateCode)) return new RateLimitError(detail, throttledForMs(answer, extensions));
  const declared = retryCodes.map((code) => code.toUpperCase());
  if (codes.some((code) => declared.includes(code))) {
    return new UnavailableError(status, detail, readRetryAfter(answer.headers['retry-after']));
  }
  return new ApiError(status, detail);
}

/** What an answer refuses that was taken for a success, as GraphQL answers 200 whatever happens; `undefined` where nothing. */
export function graphqlRefusalIn(answer: HttpResponse): MortiseError | undefined {
  const found = readGraphqlErrors(answer);
  return found && graphqlFailure(found, answer, []);
}

/** Each error with its code and the path of the field that failed: `NOT_FOUND: No such customer (customer.orders.0)`. */
export function pathsOf(problems: readonly GraphqlProblem[]): readonly string[] {
  return problems.map((problem) => {
    const [code] = codesOf(problem);
    const path = problem.path?.length ? ` (${problem.path.join('.')})` : '';
    return `${code ? `${code}: ` : ''}${problem.message}${path}`;
  });
}
