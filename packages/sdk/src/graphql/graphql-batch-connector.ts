import type { ActionContext } from '../actions/action.ts';
import type { Page } from '../actions/batch-connector.ts';
import { page } from '../actions/outcome.ts';
import { OutputError } from '../errors/output-error.ts';
import { check } from '../schema/check.ts';
import { isRecord } from '../schema/is-record.ts';
import type { Schema } from '../schema/schema.ts';
import { GraphqlAction } from './graphql-action.ts';
import { askGraphql } from './graphql-answer.ts';

/**
 * A GraphQL query that lists: its variable `after` takes the cursor, `page()` finds items and next cursor in `data`. Judged like a
 * {@link GraphqlConnector}.
 * @see https://relay.dev/graphql/connections.htm
 */
export abstract class GraphqlBatchConnector extends GraphqlAction {
  readonly kind = 'batch';
  /** The schema of `data`. `output` is the schema of one item. */
  abstract readonly response: Schema;

  abstract page(data: unknown): Page;

  /** The variables of the query; the input, and the cursor as `after`, where this is not overridden. */
  variables(input: unknown, cursor: string | undefined, _context: ActionContext): Readonly<Record<string, unknown>> {
    return { ...(isRecord(input) ? input : {}), after: cursor };
  }

  async execute(input: unknown, context: ActionContext) {
    const answer = await askGraphql(this, this.variables(input, context.cursor, context), context);
    const data = await check(this.response, answer, OutputError, 'The data of the answer');
    const { items, cursor } = this.page(data);
    return page(items, cursor || undefined);
  }
}
