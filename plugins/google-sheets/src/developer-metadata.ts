import { z } from 'zod';
import { DimensionRange } from './grid-range.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.developerMetadata */
export const DeveloperMetadata = z.looseObject({
  metadataId: z.int().optional(),
  metadataKey: z.string().optional(),
  metadataValue: z.string().optional(),
  location: z
    .looseObject({
      locationType: z.string().optional().meta({ description: 'ROW, COLUMN, SHEET or SPREADSHEET' }),
      spreadsheet: z.boolean().optional(),
      sheetId: z.int().optional(),
      dimensionRange: DimensionRange.optional(),
    })
    .optional(),
  visibility: z.string().optional().meta({ description: 'DOCUMENT for all apps, PROJECT for the one that made it' }),
});
