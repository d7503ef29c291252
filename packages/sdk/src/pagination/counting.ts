import { InputError } from '../errors/input-error.ts';
import { OutputError } from '../errors/output-error.ts';
import type { HttpRequest } from '../http/request.ts';
import { readField } from '../schema/field.ts';
import type { PageAnswer } from './pagination.ts';
import { type ParameterPlace, readParameter, withParameter } from './parameter.ts';
import { saysYes } from './says-yes.ts';

/** What paginations that count share. */
export interface CountingOptions {
  readonly parameter: string;
  /**
   * How many items a page has. A value that the request has already counts instead, so that an input may choose it. Where nothing
   * else tells the end, a page that is shorter than that is the last; but the first page is followed by another one in any case,
   * unless it is empty, since a service may give fewer items at once than it is asked for.
   */
  readonly size?: { readonly parameter: string; readonly value: number };
  /** Where the answer holds the number of all items, for example `meta.total`. */
  readonly total?: string;
  /** Where it says whether there is more, for example `has_more`. */
  readonly more?: string;
  /** `query` by default. */
  readonly in?: ParameterPlace;
}

/** The request with its page size. */
export function withSize(request: HttpRequest, { size, in: place = 'query' }: CountingOptions): HttpRequest {
  if (!size || readParameter(request, size.parameter, place) !== undefined) return request;
  return withParameter(request, size.parameter, size.value, place);
}

/** How many items there are in a page that others follow. */
export interface FullPage {
  readonly items: number;
  /** Whether the service gives fewer than it was asked for. */
  readonly isCapped: boolean;
}

/** What the first page shows, or what it has shown; `undefined` where no size is asked for. */
export function fullPageOf(
  { cursor, items, request }: PageAnswer,
  shown: number | undefined,
  { size, in: place = 'query' }: CountingOptions,
): FullPage | undefined {
  if (!size) return undefined;
  const read = Number(readParameter(request, size.parameter, place));
  const asked = Number.isFinite(read) ? read : size.value;
  const full = Math.min(asked, cursor === undefined ? items.length : (shown ?? asked));
  return { items: full, isCapped: full < asked };
}

/** Whether a page is the last: it is empty, or the service says so, or it says nothing and the page is not full. */
export function isLast(
  { body, items }: PageAnswer,
  itemsSoFar: number,
  full: FullPage | undefined,
  { total, more }: CountingOptions,
): boolean {
  if (items.length === 0) return true;
  if (more !== undefined && !saysYes(readField(body, more))) return true;
  if (total !== undefined) return itemsSoFar >= readCount(body, total);
  return more === undefined && full !== undefined && items.length < full.items;
}

/** A number of the answer, which some services write as text. Throws an OutputError where there is none. */
export function readCount(body: object, field: string): number {
  const value = readField(body, field);
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof count === 'number' && Number.isFinite(count)) return count;
  throw new OutputError(field, `"${field}" holds no number, so it cannot be told which page is the last. Check the pagination.`);
}

/** The numbers of a cursor, joined by a colon. Throws an InputError for one that this pagination cannot have given. */
export function readNumbers(cursor: string): readonly number[] {
  const numbers = /^\d{1,15}(?::\d{1,15})?$/.test(cursor) ? cursor.split(':').map(Number) : [];
  if (numbers.length > 0) return numbers;
  throw new InputError('cursor', 'The cursor is not one that this list has given. Pass the cursor of the page before, as it is.');
}
