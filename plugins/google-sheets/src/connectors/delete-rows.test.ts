import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { DeleteRows } from './delete-rows.ts';

const reply = { spreadsheetId: '1AbC', replies: [{}] };

describe('DeleteRows', () => {
  it('deletes rows of a sheet', async () => {
    const api = testConnector(DeleteRows, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', sheetId: 0, startIndex: 4, endIndex: 6 });

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v4/spreadsheets/1AbC:batchUpdate',
        body: { requests: [{ deleteDimension: { range: { dimension: 'ROWS', sheetId: 0, startIndex: 4, endIndex: 6 } } }] },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(DeleteRows, {
  application: GoogleSheets,
  input: { spreadsheetId: '1AbC', sheetId: 0, startIndex: 4, endIndex: 6 },
  reply,
});
