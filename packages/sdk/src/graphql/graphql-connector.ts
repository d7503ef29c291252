import type { ActionContext } from '../actions/action.ts';
import { isRecord } from '../schema/is-record.ts';
import { GraphqlAction } from './graphql-action.ts';
import { askGraphql } from './graphql-answer.ts';

/**
 * One query or mutation of a GraphQL API: the input is its variables, `data` is the output. Errors in an answer with status 200 are
 * failures: ApiError, RateLimitError for a code such as `THROTTLED`, SignInError for `UNAUTHENTICATED`; a MalformedResponseError
 * where there is neither data nor an error.
 * @see https://spec.graphql.org/October2021/#sec-Response
 */
export abstract class GraphqlConnector extends GraphqlAction {
  readonly kind = 'connector';

  /** The variables of the query; the input itself where this is not overridden. */
  variables(input: unknown, _context: ActionContext): Readonly<Record<string, unknown>> {
    return isRecord(input) ? input : {};
  }

  /** The output in `data`; `data` itself where this is not overridden. */
  result(data: Readonly<Record<string, unknown>>): unknown {
    return data;
  }

  async execute(input: unknown, context: ActionContext): Promise<unknown> {
    return this.result(await askGraphql(this, this.variables(input, context), context));
  }
}
