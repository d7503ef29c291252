import { Action, type ActionContext } from '../actions/action.ts';
import { readBody } from '../actions/body.ts';
import { page } from '../actions/outcome.ts';
import { OutputError } from '../errors/output-error.ts';
import type { HttpRequest, HttpResponse } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import { check } from '../schema/check.ts';
import type { Schema } from '../schema/schema.ts';
import type { Pagination } from './pagination.ts';

/**
 * An endpoint that lists in one of the usual ways: `pagination` says which, `request()` asks for the first page, `items()` finds
 * the items in an answer. For any other way there is {@link BatchConnector}.
 */
export abstract class PagedConnector extends Action {
  readonly kind = 'batch';
  readonly responses?: Responses;
  /** `byCursor()`, `byPage()`, `byOffset()` or `byLink()`. */
  abstract readonly pagination: Pagination;
  /** The body of one answer; what pages it need not be in it. `output` is the schema of one item. */
  abstract readonly response: Schema;

  /** The request without its paging parameter; one that it has all the same is replaced. */
  abstract request(input: unknown, context: ActionContext): HttpRequest;

  abstract items(response: unknown): readonly unknown[];

  /** Throws an OutputError for an answer that is no JSON, does not fit `response`, or does not tell how to go on. */
  async execute(input: unknown, context: ActionContext) {
    const { cursor } = context;
    const request = this.pagination.request(this.request(input, context), cursor);
    const response = await context.send(request, this.responses);
    const body = readList(response);
    const items = this.items(await check(this.response, body, OutputError, 'The answer'));
    return page(items, this.pagination.next({ body, items, cursor, request, response }));
  }
}

function readList(response: HttpResponse): object {
  const body = readBody(response);
  if (typeof body === 'object' && body !== null) return body;
  const type = response.headers['content-type'] ?? 'none';
  throw new OutputError(
    '',
    `The service answered ${response.status} without a JSON object or list (its content type: ${type}), so there is no page to read. Check the path of the request; for a list that is no JSON, extend BatchConnector.`,
  );
}
