import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Range, rendering, ValueRange } from '../cells.ts';
import { spreadsheetId } from '../pickers.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/get */
export class ReadRange extends RestConnector {
  readonly name = 'read-range';
  readonly title = 'Read a range';
  readonly input = z.object({
    spreadsheetId,
    range: Range,
    ...rendering,
  });
  readonly output = ValueRange;

  request({ spreadsheetId, range, ...query }: InputOf<ReadRange>) {
    return get(path`/spreadsheets/${spreadsheetId}/values/${range}`, { query });
  }
}
