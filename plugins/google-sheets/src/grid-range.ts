import { z } from 'zod';

const index = z.int().optional();

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other#GridRange */
export const GridRange = z
  .looseObject({
    sheetId: z.int().optional(),
    startRowIndex: index,
    endRowIndex: index,
    startColumnIndex: index,
    endColumnIndex: index,
  })
  .meta({ description: 'Counted from 0, without the end; a side that is absent has no bound' });

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.developerMetadata#DimensionRange */
export const DimensionRange = z.looseObject({
  sheetId: z.int().optional(),
  dimension: z.string().optional().meta({ description: 'ROWS or COLUMNS' }),
  startIndex: index,
  endIndex: index,
});
