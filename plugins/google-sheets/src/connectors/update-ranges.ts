import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { answering, MajorDimension, Range, Rows, UpdatedValues, ValueInputOption } from '../cells.ts';
import { spreadsheetId } from '../pickers.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/batchUpdate */
export class UpdateRanges extends RestConnector {
  readonly name = 'update-ranges';
  readonly title = 'Update several ranges';
  readonly input = z.object({
    spreadsheetId,
    data: z
      .array(z.object({ range: Range, values: Rows, majorDimension: MajorDimension.optional() }))
      .min(1)
      .meta({ title: 'Ranges' }),
    valueInputOption: ValueInputOption.default('RAW'),
    ...answering,
  });
  readonly output = z.looseObject({
    spreadsheetId: z.string(),
    totalUpdatedRows: z.int().optional(),
    totalUpdatedColumns: z.int().optional(),
    totalUpdatedCells: z.int().optional(),
    totalUpdatedSheets: z.int().optional(),
    responses: z.array(UpdatedValues).optional(),
  });

  request({ spreadsheetId, ...update }: InputOf<UpdateRanges>) {
    return post(path`/spreadsheets/${spreadsheetId}/values:batchUpdate`, { json: update });
  }
}
