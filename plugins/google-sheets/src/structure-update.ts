import { z } from 'zod';
import { commentsViewMode } from './comment.ts';
import { SheetProperties } from './sheet-properties.ts';
import { Spreadsheet } from './spreadsheet.ts';

/** What the answer to an update holds besides, if wanted. */
export const answering = {
  includeSpreadsheetInResponse: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the answer holds the spreadsheet as it is then' }),
  responseRanges: z.array(z.string()).optional().meta({ description: 'Ranges of it that are wanted; all without them' }),
  responseIncludeGridData: z.boolean().optional().meta({ description: 'Whether its cells are given too' }),
  commentsViewMode,
};

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/batchUpdate */
export const StructureUpdate = z.looseObject({
  spreadsheetId: z.string(),
  replies: z
    .array(z.looseObject({ addSheet: z.looseObject({ properties: SheetProperties.optional() }).optional() }))
    .optional()
    .meta({ description: 'One for each change; empty where a change has nothing to say' }),
  updatedSpreadsheet: Spreadsheet.optional(),
  commentUpdateState: z.string().optional(),
});
