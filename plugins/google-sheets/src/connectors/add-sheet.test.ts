import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { AddSheet } from './add-sheet.ts';

const reply = { spreadsheetId: '1AbC', replies: [{ addSheet: { properties: { sheetId: 9, title: '2027', index: 1 } } }] };

describe('AddSheet', () => {
  it('adds a sheet at a position', async () => {
    const api = testConnector(AddSheet, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', title: '2027', index: 1 });

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v4/spreadsheets/1AbC:batchUpdate',
        body: { requests: [{ addSheet: { properties: { title: '2027', index: 1 } } }] },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(AddSheet, { application: GoogleSheets, input: { spreadsheetId: '1AbC', title: '2027', index: 1 }, reply });
