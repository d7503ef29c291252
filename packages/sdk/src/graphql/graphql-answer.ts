import { z } from 'zod';
import type { ActionContext } from '../actions/action.ts';
import { readBody } from '../actions/body.ts';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { type HttpRequest, post } from '../http/request.ts';
import type { GraphqlAction } from './graphql-action.ts';
import { GraphqlProblem } from './graphql-errors.ts';
import { graphqlFailure, pathsOf } from './graphql-failure.ts';

const Answer = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(GraphqlProblem).nullish(),
  extensions: z.unknown().optional(),
});

/**
 * Sends a query and gives its `data`.
 * @see https://spec.graphql.org/October2021/#sec-Response
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export async function askGraphql(
  facts: GraphqlAction,
  variables: Readonly<Record<string, unknown>>,
  context: ActionContext,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await context.send(toRequest(facts, variables, context), facts.responses);
  const body = Answer.safeParse(readBody(answer));
  if (!body.success)
    throw new MalformedResponseError(`The service answered ${answer.status} with something that is not a GraphQL response.`);
  const { data, errors, extensions } = body.data;
  if (errors && errors.length > 0) {
    if (!data || facts.partialData === 'fail') throw graphqlFailure({ errors, extensions }, answer, facts.retryCodes);
    context.log.warn(`The answer has ${errors.length} errors beside its data.`, { errors: pathsOf(errors) });
  }
  if (!data) throw new MalformedResponseError(`The service answered ${answer.status} with neither data nor errors.`);
  return data;
}

function toRequest(facts: GraphqlAction, variables: Readonly<Record<string, unknown>>, { settings }: ActionContext): HttpRequest {
  const { query, operationName } = facts;
  return post(facts.endpoint({ ...settings }), {
    headers: { accept: 'application/graphql-response+json, application/json;q=0.9' },
    json: { query, variables, ...(operationName !== undefined && { operationName }) },
  });
}
