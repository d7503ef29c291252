import { z } from 'zod';
import { textOf } from '../http/body-text.ts';
import type { HttpResponse } from '../http/request.ts';

const Code = z.union([z.string(), z.number()]).optional().catch(undefined);

/** One entry of `errors`. Only the message is required by the specification, and not every service keeps even that. */
export const GraphqlProblem = z.looseObject({
  message: z.string().catch('(no message)'),
  path: z
    .array(z.union([z.string(), z.number()]))
    .nullish()
    .catch(undefined),
  type: Code,
  extensions: z.looseObject({ code: Code }).nullish().catch(undefined),
});
export type GraphqlProblem = z.infer<typeof GraphqlProblem>;

const GraphqlErrors = z.object({ errors: z.array(GraphqlProblem).min(1), extensions: z.unknown().optional() });
/** The errors of an answer, with what it says besides, as the cost of the query. */
export type GraphqlErrors = z.infer<typeof GraphqlErrors>;

/** The codes of an error, in upper case. */
export function codesOf({ extensions, type }: GraphqlProblem): readonly string[] {
  return [extensions?.code, type].filter((code) => code !== undefined).map((code) => String(code).toUpperCase());
}

/** The errors of an answer of which nobody knows whether it is one to a query; `undefined` where there are none. */
export function readGraphqlErrors(answer: HttpResponse): GraphqlErrors | undefined {
  const { headers, body } = answer;
  if (!headers['content-type']?.includes('json')) return undefined;
  // Most answers hold no errors, and are not read twice for it.
  if (!Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('"errors"')) return undefined;
  return GraphqlErrors.safeParse(parse(answer)).data;
}

function parse(answer: HttpResponse): unknown {
  try {
    return JSON.parse(textOf(answer));
  } catch {
    // Whoever reads the answer says so.
    return undefined;
  }
}
