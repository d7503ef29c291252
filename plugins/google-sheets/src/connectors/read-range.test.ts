import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { ReadRange } from './read-range.ts';

const reply = {
  range: "'Q1/Q2'!A1:B2",
  majorDimension: 'ROWS',
  values: [
    ['Order', 'Total'],
    ['0042', 19.9],
  ],
};

describe('ReadRange', () => {
  it('reads a range whose sheet has an odd title', async () => {
    const api = testConnector(ReadRange, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', range: "'Q1/Q2'!A1:B2", valueRenderOption: 'UNFORMATTED_VALUE' });

    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: "/v4/spreadsheets/1AbC/values/'Q1%2FQ2'!A1%3AB2",
        query: { valueRenderOption: 'UNFORMATTED_VALUE' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(ReadRange, {
  application: GoogleSheets,
  input: { spreadsheetId: '1AbC', range: "'Q1/Q2'!A1:B2", valueRenderOption: 'UNFORMATTED_VALUE' },
  reply,
});
