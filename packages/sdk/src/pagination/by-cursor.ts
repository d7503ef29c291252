import { OutputError } from '../errors/output-error.ts';
import { readField } from '../schema/field.ts';
import type { Pagination } from './pagination.ts';
import { type ParameterPlace, withParameter } from './parameter.ts';
import { saysYes } from './says-yes.ts';

export interface CursorOptions {
  /** The parameter that takes the cursor. */
  readonly parameter: string;
  /** Where the answer holds the next cursor, for example `paging.next.after`, or `data.-1.id` for the id of the last item. */
  readonly next: string;
  /** A field of the answer that says whether there is more, where the next cursor alone does not: `has_more`. */
  readonly while?: string;
  /** `query` by default. */
  readonly in?: ParameterPlace;
}

/**
 * Each answer names the cursor of the next page; without one, or where `while` says no, it is the last.
 *
 * `byCursor({ parameter: 'starting_after', next: 'data.-1.id', while: 'has_more' })` is how Stripe pages.
 */
export function byCursor({ parameter, next, while: more, in: place = 'query' }: CursorOptions): Pagination {
  return {
    request: (request, cursor) => (cursor === undefined ? request : withParameter(request, parameter, cursor, place)),
    next({ body }) {
      if (more !== undefined && !saysYes(readField(body, more))) return undefined;
      const cursor = toCursor(readField(body, next), next);
      if (cursor === undefined && more !== undefined) {
        throw new OutputError(next, `The answer says in "${more}" that there is more, but "${next}" holds no cursor to it.`);
      }
      return cursor;
    },
  };
}

function toCursor(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '' || value === false) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return String(value);
    throw new OutputError(
      field,
      `The cursor in "${field}" is a number of more digits than JavaScript reads, so it is not exact.`,
    );
  }
  throw new OutputError(field, `"${field}" holds no cursor: it is neither text nor a number. Check \`next\` of the pagination.`);
}
