import { z } from 'zod';
import { Range } from './cells.ts';
import { commentsViewMode } from './comment.ts';

/** How much of a spreadsheet is given. */
export const content = {
  ranges: z.array(Range).optional().meta({ title: 'Ranges', description: 'Only sheets that these lie in' }),
  includeGridData: z
    .boolean()
    .optional()
    .meta({ title: 'With cells', description: 'Their values and formats; of the ranges, or all' }),
  excludeTablesInBandedRanges: z
    .boolean()
    .optional()
    .meta({ description: 'Whether tables are left out of the ranges with alternating colours' }),
  commentsViewMode,
};
