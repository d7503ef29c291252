import { z } from 'zod';
import { invalid } from '../errors.ts';

/** The part of a query string that all lists share. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().optional(),
});

interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

/**
 * Cuts a page out of records that only ever grow at their end. The cursor is a position in the unfiltered list, so a
 * record added between two pages neither repeats nor hides another one.
 */
export function page<T>(records: readonly T[], { limit, cursor }: PageRequest, keep: (record: T) => boolean = () => true) {
  const items: T[] = [];
  let position = cursor === undefined ? 0 : decode(cursor, records.length);

  for (; position < records.length; position++) {
    const record = records[position];
    if (record === undefined || !keep(record)) continue;
    if (items.length === limit) return { items, next: encode(position) };
    items.push(record);
  }
  return { items, next: null };
}

function encode(position: number) {
  return Buffer.from(`from:${position}`).toString('base64url');
}

function decode(cursor: string, length: number) {
  const position = Number(/^from:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]);
  if (Number.isNaN(position) || position > length) throw invalid('cursor', 'The cursor is not one that this list gave.');
  return position;
}
