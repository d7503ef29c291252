import { judgeStatus } from '@mortise/sdk';
import { z } from 'zod';
import { HeaderFields } from './headers.ts';
import { pathProblem } from './path-problem.ts';

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Parameters by name, as a query or a form takes them. */
export const NamedValues = z.record(z.string(), z.union([Value, z.array(Value)]));

const Path = z.string().superRefine((path, context) => {
  const problem = pathProblem(path);
  if (problem !== undefined) context.addIssue(problem);
});

/** Below the base URL, and nowhere else. */
export const path = Path.default('').meta({
  title: 'Path',
  description: 'Below the base URL, for example /orders/51?expand=lines; nothing for the base URL itself',
});

/** Where a request goes and what it says besides its content. */
export const target = {
  path,
  query: NamedValues.optional().meta({ title: 'Query', description: 'Parameters by name; a list repeats its name' }),
  headers: HeaderFields.default({}).meta({ title: 'Headers', description: 'By name. Credentials are those of the connection' }),
};

/** Where the items of a list are. */
export const items = z.string().default('').meta({
  title: 'Items at',
  description:
    'The dotted path of the list in the answer, for example data.orders or rss.channel.item; nothing where it is the answer',
});

/** The grammar is that of the SDK, so it is asked. */
const StatusRange = z.union([z.string(), z.int().min(100).max(599)]).superRefine((range, context) => {
  try {
    judgeStatus(200, { success: range });
  } catch (thrown) {
    context.addIssue(thrown instanceof Error ? thrown.message : 'is not a status range');
  }
});

/** How an answer is judged by its status, where that is not as everywhere. */
export const verdicts = {
  success: statuses('Statuses that succeed', 'Besides 2xx, each like 404, <300 or 400-405, whose end is exclusive'),
  fail: statuses(
    'Statuses that fail',
    'The same; where a status is in several lists, success counts before fail and fail before retry',
  ),
  retry: statuses('Statuses that are tried again', 'The same; 408, 425, 429 and 5xx are, where no list says otherwise'),
};

function statuses(title: string, description: string) {
  return z.array(StatusRange).default([]).meta({ title, description });
}

/** Complains where one of two fields is filled in without the other. */
export function belongTogether<Name extends string>(one: Name, other: Name) {
  return (given: { readonly [Field in Name]?: unknown }, context: z.RefinementCtx): void => {
    if ((given[one] === undefined) === (given[other] === undefined)) return;
    const missing = given[one] === undefined ? one : other;
    context.addIssue({ code: 'custom', path: [missing], message: `is missing: "${one}" and "${other}" belong together` });
  };
}
