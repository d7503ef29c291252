import { get, type InputOf, PollingTrigger, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { sheetName } from '../a1-notation.ts';
import { DateTimeRenderOption, ValueRange, ValueRenderOption } from '../cells.ts';
import { sheetTitle, spreadsheetId } from '../pickers.ts';
import { Row, toRows } from '../row.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/get */
export class NewRow extends PollingTrigger {
  readonly name = 'new-row';
  readonly title = 'New row';
  override readonly description = 'A row of a sheet below those that were there before.';
  readonly input = z.object({
    spreadsheetId,
    sheet: sheetTitle,
    valueRenderOption: ValueRenderOption.optional(),
    dateTimeRenderOption: DateTimeRenderOption.optional(),
  });
  readonly output = Row;
  readonly response = ValueRange.required({ range: true });

  request({ spreadsheetId, sheet, ...query }: InputOf<NewRow>) {
    return get(path`/spreadsheets/${spreadsheetId}/values/${sheetName(sheet)}`, { query });
  }

  poll(response: ResponseOf<NewRow>) {
    return { items: toRows(response) };
  }

  key({ rowNumber }: Row) {
    return String(rowNumber);
  }
}
