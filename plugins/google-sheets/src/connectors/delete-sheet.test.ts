import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { DeleteSheet } from './delete-sheet.ts';

const reply = { spreadsheetId: '1AbC', replies: [{}] };

describe('DeleteSheet', () => {
  it('deletes a sheet by its id', async () => {
    const api = testConnector(DeleteSheet, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', sheetId: 9 });

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/v4/spreadsheets/1AbC:batchUpdate', body: { requests: [{ deleteSheet: { sheetId: 9 } }] } },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(DeleteSheet, { application: GoogleSheets, input: { spreadsheetId: '1AbC', sheetId: 9 }, reply });
