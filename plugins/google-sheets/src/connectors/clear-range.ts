import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Range } from '../cells.ts';
import { spreadsheetId } from '../pickers.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/clear */
export class ClearRange extends RestConnector {
  readonly name = 'clear-range';
  readonly title = 'Clear a range';
  override readonly description = 'Empties the cells and keeps their formats.';
  readonly input = z.object({ spreadsheetId, range: Range });
  readonly output = z.looseObject({ spreadsheetId: z.string(), clearedRange: z.string().optional() });

  request({ spreadsheetId, range }: InputOf<ClearRange>) {
    return post(path`/spreadsheets/${spreadsheetId}/values/${range}:clear`, { json: {} });
  }
}
