import { z } from 'zod';
import { rowsOf } from './a1-notation.ts';
import { Cell, type ValueRange } from './cells.ts';

export const Row = z.looseObject({
  rowNumber: z.int().meta({ description: 'Counted from 1, as in the sheet' }),
  cells: z.array(Cell).meta({ description: 'From left to right; empty ones at the end are left out' }),
});
export type Row = z.infer<typeof Row>;

/** The rows of a range that are not empty, with their numbers. */
export function toRows({ range = '', values = [] }: z.infer<typeof ValueRange>): Row[] {
  if (values.length === 0) return [];
  const { first } = rowsOf(range);
  return values.map((cells, index) => ({ rowNumber: first + index, cells })).filter(({ cells }) => cells.length > 0);
}
