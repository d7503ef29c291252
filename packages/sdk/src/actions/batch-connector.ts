import { OutputError } from '../errors/output-error.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import { check } from '../schema/check.ts';
import type { Schema } from '../schema/schema.ts';
import { Action, type ActionContext } from './action.ts';
import { readBody } from './body.ts';
import { page } from './outcome.ts';

/** What `page()` reads from one answer; without a cursor, or with an empty one, it is the last. */
export interface Page {
  readonly items: readonly unknown[];
  readonly cursor?: string | null | undefined;
}

/** An endpoint that lists: `request()` asks for the page at a cursor, `page()` finds items and next cursor in the answer. */
export abstract class BatchConnector extends Action {
  readonly kind = 'batch';
  readonly responses?: Responses;
  /** The body of one answer. `output` is the schema of one item. */
  abstract readonly response: Schema;

  abstract request(input: unknown, cursor: string | undefined, context: ActionContext): HttpRequest;

  abstract page(response: unknown): Page;

  async execute(input: unknown, context: ActionContext) {
    const answer = await context.send(this.request(input, context.cursor, context), this.responses);
    const body = await check(this.response, readBody(answer), OutputError, 'The answer');
    const { items, cursor } = this.page(body);
    return page(items, cursor || undefined);
  }
}
