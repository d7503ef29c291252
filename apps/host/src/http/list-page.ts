import { z } from 'zod';
import { storableText } from '../database/storable-text.ts';

/** Where the next page of a list begins that is ordered by time: what `next` of the page before said. */
export const ListPlace = z
  .string()
  .max(250)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z~[^\p{Cc}\p{Cs}]+$/u, 'must be what `next` said')
  .meta({ description: 'What `next` of the page before said' });

const size = z.coerce.number().int().min(1).max(500);

export const PageSize = size.default(50);
/** Of processes and their versions. */
export const LongPageSize = size.default(100);

const idUpTo = (longest: number) => z.string().min(1).max(longest).regex(storableText, 'must not hold control characters');

export const Id = idUpTo(200);
/** Of what this host has named itself. */
export const RowId = idUpTo(100);

export function placeOf(at: string, id: string): string {
  return `${at}~${id}`;
}

export function readPlace(place: string): { readonly at: string; readonly id: string } {
  const mark = place.indexOf('~');
  return { at: place.slice(0, mark), id: place.slice(mark + 1) };
}

/** One more than is shown was read, which tells whether there are more. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => View,
  place: (row: Row) => string,
): { items: View[]; next?: string } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(view), ...(last !== undefined && { next: place(last) }) };
}
