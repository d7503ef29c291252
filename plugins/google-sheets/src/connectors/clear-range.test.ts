import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { ClearRange } from './clear-range.ts';

const reply = { spreadsheetId: '1AbC', clearedRange: 'Orders!A2:D1000' };

describe('ClearRange', () => {
  it('empties a range', async () => {
    const api = testConnector(ClearRange, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ spreadsheetId: '1AbC', range: 'Orders!A2:D' });

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/v4/spreadsheets/1AbC/values/Orders!A2%3AD:clear', body: {} }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(ClearRange, { application: GoogleSheets, input: { spreadsheetId: '1AbC', range: 'Orders!A2:D' }, reply });
