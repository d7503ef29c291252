import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { UpdateRanges } from './update-ranges.ts';

const reply = {
  spreadsheetId: '1AbC',
  totalUpdatedRows: 1,
  totalUpdatedCells: 1,
  responses: [{ spreadsheetId: '1AbC', updatedRange: 'Orders!A5:B5', updatedRows: 1, updatedColumns: 2, updatedCells: 2 }],
};

describe('UpdateRanges', () => {
  it('writes several ranges at once', async () => {
    const api = testConnector(UpdateRanges, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', data: [{ range: 'Orders!A5', values: [['x']] }] });

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v4/spreadsheets/1AbC/values:batchUpdate',
        body: { valueInputOption: 'RAW', data: [{ range: 'Orders!A5', values: [['x']] }] },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(UpdateRanges, {
  application: GoogleSheets,
  input: { spreadsheetId: '1AbC', data: [{ range: 'Orders!A5', values: [['x']] }] },
  reply,
});
