import { choice } from '@mortise/sdk';
import { GetSpreadsheet } from './connectors/get-spreadsheet.ts';
import { ListSpreadsheets } from './connectors/list-spreadsheets.ts';

/** The id of a spreadsheet, chosen from those of the account. */
export const spreadsheetId = choice('Spreadsheet', {
  help: 'Its id stands in its address after /d/',
  from: ListSpreadsheets,
  value: 'id',
  label: 'name',
});

const sheets = { from: GetSpreadsheet, items: 'sheets', label: 'properties.title', input: { spreadsheetId: '{spreadsheetId}' } };

/** The title of a sheet, chosen from those of the spreadsheet. */
export const sheetTitle = choice('Sheet', { help: 'The title on its tab', ...sheets, value: 'properties.title' });
