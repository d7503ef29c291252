import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { NewRow } from './new-row.ts';

const input = { spreadsheetId: '1AbC', sheet: "Bob's" };
const reply = { range: "'Bob''s'!A1:Z1000", values: [['Order'], ['0042']] };

describe('NewRow', () => {
  it('takes stock at first, then gives each row that is new once', async () => {
    const api = testConnector(NewRow, { application: GoogleSheets });
    api.replies(reply).replies({ ...reply, values: [...reply.values, ['0043']] });

    const first = await api.outcome(input);
    const cursor = first.outcome === 'page' ? first.cursor : undefined;
    const second = await api.outcome(input, { cursor });

    expect(first).toMatchObject({ outcome: 'page', items: [] });
    expect(second).toMatchObject({ outcome: 'page', items: [{ rowNumber: 3, cells: ['0043'] }] });
    expect(api.requests[0]).toMatchObject({ method: 'GET', path: "/v4/spreadsheets/1AbC/values/'Bob''s'" });
  });
});

faultMatrix(NewRow, { application: GoogleSheets, input, reply });
