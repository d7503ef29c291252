import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { AppendRows } from './append-rows.ts';

const reply = {
  spreadsheetId: '1AbC',
  tableRange: 'Orders!A1:B4',
  updates: { spreadsheetId: '1AbC', updatedRange: 'Orders!A5:B5', updatedRows: 1, updatedColumns: 2, updatedCells: 2 },
};

describe('AppendRows', () => {
  it('appends rows as they are, so that leading zeros survive', async () => {
    const api = testConnector(AppendRows, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', range: 'Orders!A1', values: [['0042', true]] });

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v4/spreadsheets/1AbC/values/Orders!A1:append',
        query: { valueInputOption: 'RAW' },
        body: { range: 'Orders!A1', values: [['0042', true]] },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(AppendRows, {
  application: GoogleSheets,
  input: { spreadsheetId: '1AbC', range: 'Orders!A1', values: [['0042', true]] },
  reply,
});
