import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { answering, MajorDimension, Range, Rows, UpdatedValues, ValueInputOption } from '../cells.ts';
import { spreadsheetId } from '../pickers.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/append */
export class AppendRows extends RestConnector {
  readonly name = 'append-rows';
  readonly title = 'Append rows';
  override readonly description = 'Below the last row of the table that the range leads to.';
  readonly input = z.object({
    spreadsheetId,
    range: Range,
    values: Rows,
    valueInputOption: ValueInputOption.default('RAW'),
    insertDataOption: z.enum(['OVERWRITE', 'INSERT_ROWS']).optional().meta({
      description: 'Whether what stands below the table is overwritten, as by default, or moved down',
    }),
    majorDimension: MajorDimension.optional(),
    ...answering,
  });
  readonly output = z.looseObject({
    spreadsheetId: z.string(),
    tableRange: z.string().optional().meta({ description: 'The table that was found, before it grew' }),
    updates: UpdatedValues.optional(),
  });

  request({ spreadsheetId, range, values, majorDimension, ...query }: InputOf<AppendRows>) {
    return post(path`/spreadsheets/${spreadsheetId}/values/${range}:append`, { query, json: { range, majorDimension, values } });
  }
}
