import { BatchConnector, get, type InputOf, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { rowsOf, sheetName } from '../a1-notation.ts';
import { DateTimeRenderOption, ValueRange, ValueRenderOption } from '../cells.ts';
import { sheetTitle, spreadsheetId } from '../pickers.ts';
import { Row, toRows } from '../row.ts';

const pageSize = 1000;

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/get */
export class ReadRows extends BatchConnector {
  readonly name = 'read-rows';
  readonly title = 'Read rows';
  override readonly description = 'The rows of a sheet that are not empty, 1,000 at a time, each with its number.';
  readonly input = z.object({
    spreadsheetId,
    sheet: sheetTitle,
    firstRow: z.int().min(1).default(2).meta({ title: 'First row', description: 'Counted from 1; 2 leaves out a row of titles' }),
    valueRenderOption: ValueRenderOption.optional(),
    dateTimeRenderOption: DateTimeRenderOption.optional(),
  });
  readonly output = Row;
  readonly response = ValueRange.required({ range: true });

  /** One row more than a page has: the API refuses a range that begins beyond the sheet, so the next page must begin inside it. */
  request({ spreadsheetId, sheet, firstRow, ...query }: InputOf<ReadRows>, cursor = String(firstRow)) {
    const range = `${sheetName(sheet)}!A${cursor}:ZZZ${Number(cursor) + pageSize}`;
    return get(path`/spreadsheets/${spreadsheetId}/values/${range}`, { query });
  }

  page(response: ResponseOf<ReadRows>) {
    const { first, last } = rowsOf(response.range);
    const next = first + pageSize;
    return {
      items: toRows(response).filter(({ rowNumber }) => rowNumber < next),
      cursor: last === next ? String(next) : undefined,
    };
  }
}
