import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { ReadRanges } from './read-ranges.ts';

const reply = {
  spreadsheetId: '1AbC',
  valueRanges: [
    { range: 'Orders!A1:B2', values: [['a', 1]] },
    { range: 'Totals!A1', values: [[7]] },
  ],
};

describe('ReadRanges', () => {
  it('reads several ranges at once', async () => {
    const api = testConnector(ReadRanges, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', ranges: ['Orders!A1:B2', 'Totals!A1'], majorDimension: 'ROWS' });

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/v4/spreadsheets/1AbC/values:batchGet',
        query: { ranges: ['Orders!A1:B2', 'Totals!A1'], majorDimension: 'ROWS' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(ReadRanges, {
  application: GoogleSheets,
  input: { spreadsheetId: '1AbC', ranges: ['Orders!A1:B2', 'Totals!A1'], majorDimension: 'ROWS' },
  reply,
});
