import { type InputOf, path, put, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { answering, MajorDimension, Range, Rows, UpdatedValues, ValueInputOption } from '../cells.ts';
import { spreadsheetId } from '../pickers.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/update */
export class UpdateRange extends RestConnector {
  readonly name = 'update-range';
  readonly title = 'Update a range';
  readonly input = z.object({
    spreadsheetId,
    range: Range,
    values: Rows,
    valueInputOption: ValueInputOption.default('RAW'),
    majorDimension: MajorDimension.optional(),
    ...answering,
  });
  readonly output = UpdatedValues;

  request({ spreadsheetId, range, values, majorDimension, ...query }: InputOf<UpdateRange>) {
    return put(path`/spreadsheets/${spreadsheetId}/values/${range}`, { query, json: { range, majorDimension, values } });
  }
}
