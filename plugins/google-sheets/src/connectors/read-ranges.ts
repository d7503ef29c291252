import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Range, rendering, ValueRange } from '../cells.ts';
import { spreadsheetId } from '../pickers.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/batchGet */
export class ReadRanges extends RestConnector {
  readonly name = 'read-ranges';
  readonly title = 'Read several ranges';
  readonly input = z.object({
    spreadsheetId,
    ranges: z.array(Range).min(1),
    ...rendering,
  });
  readonly output = z.looseObject({ spreadsheetId: z.string(), valueRanges: z.array(ValueRange).optional() });

  request({ spreadsheetId, ...query }: InputOf<ReadRanges>) {
    return get(path`/spreadsheets/${spreadsheetId}/values:batchGet`, { query });
  }
}
