import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Spreadsheet } from '../spreadsheet.ts';
import { content } from '../spreadsheet-content.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/get */
export class GetSpreadsheet extends RestConnector {
  readonly name = 'get-spreadsheet';
  readonly title = 'Get a spreadsheet';
  override readonly description = 'Its sheets with their sizes and its named ranges; cells only where they are asked for.';
  readonly input = z.object({
    spreadsheetId: z.string().min(1).meta({ title: 'Spreadsheet', description: 'Its id stands in its address after /d/' }),
    ...content,
  });
  readonly output = Spreadsheet;

  request({ spreadsheetId, ...query }: InputOf<GetSpreadsheet>) {
    return get(path`/spreadsheets/${spreadsheetId}`, { query });
  }
}
