import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { GetSpreadsheet } from './get-spreadsheet.ts';

const reply = {
  spreadsheetId: '1AbC',
  spreadsheetUrl: 'https://docs.google.com/spreadsheets/d/1AbC/edit',
  properties: { title: 'Orders', locale: 'en_US', timeZone: 'Europe/Prague', autoRecalc: 'ON_CHANGE' },
  sheets: [
    {
      properties: {
        sheetId: 0,
        title: 'Sheet1',
        index: 0,
        sheetType: 'GRID',
        gridProperties: { rowCount: 1000, columnCount: 26 },
      },
    },
  ],
};

describe('GetSpreadsheet', () => {
  it('asks for one spreadsheet by its id', async () => {
    const api = testConnector(GetSpreadsheet, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC' });

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/v4/spreadsheets/1AbC' }]);
    expect(output).toEqual(reply);
  });

  it('asks for the cells of ranges', async () => {
    const api = testConnector(GetSpreadsheet, { application: GoogleSheets });
    const data = [{ rowData: [{ values: [{ effectiveValue: { numberValue: 7 }, formattedValue: '7.00' }] }] }];
    const withCells = { ...reply, sheets: [{ ...reply.sheets[0], data }] };
    api.replies(withCells);

    const output = await api.run({ spreadsheetId: '1AbC', ranges: ['Orders!A1', 'Orders!C1'], includeGridData: true });

    expect(api.requests).toMatchObject([{ query: { ranges: ['Orders!A1', 'Orders!C1'], includeGridData: 'true' } }]);
    expect(output).toEqual(withCells);
  });
});

faultMatrix(GetSpreadsheet, { application: GoogleSheets, input: { spreadsheetId: '1AbC' }, reply });
