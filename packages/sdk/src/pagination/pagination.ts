import type { HttpRequest, HttpResponse } from '../http/request.ts';

/** One answer of a list, as a pagination looks for the next page in it. */
export interface PageAnswer {
  /** The body as it arrived: fields that the connector's `response` schema leaves out are still there. */
  readonly body: object;
  readonly items: readonly unknown[];
  /** Where the page began; absent for the first. */
  readonly cursor: string | undefined;
  /** The request that was answered, its cursor included. */
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

/** How a service pages. A cursor means something to the pagination that made it and is text to everybody else. */
export interface Pagination {
  /** The request for the page at a cursor, made of the connector's own one; without a cursor for the first page. */
  request(request: HttpRequest, cursor: string | undefined): HttpRequest;
  /** The cursor of the page that follows; `undefined` after the last. */
  next(answer: PageAnswer): string | undefined;
}
