import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { ReadRows } from './read-rows.ts';

const input = { spreadsheetId: '1AbC', sheet: 'Orders' };
const full = {
  range: 'Orders!A2:Z1002',
  majorDimension: 'ROWS',
  values: Array.from({ length: 1001 }, (_, index) => [`order ${index + 2}`]),
};
const rest = { range: 'Orders!A1002:Z1500', majorDimension: 'ROWS', values: [['order 1002'], [], ['order 1004']] };

describe('ReadRows', () => {
  it('reads 1,000 rows at a time, each once, and leaves out the empty ones', async () => {
    const api = testConnector(ReadRows, { application: GoogleSheets });
    api.replies(full).replies(rest);

    const [first, second] = await api.pages(input);

    expect(first).toHaveLength(1000);
    expect(first?.at(-1)).toEqual({ rowNumber: 1001, cells: ['order 1001'] });
    expect(second).toEqual([
      { rowNumber: 1002, cells: ['order 1002'] },
      { rowNumber: 1004, cells: ['order 1004'] },
    ]);
    expect(api.requests).toMatchObject([
      { path: "/v4/spreadsheets/1AbC/values/'Orders'!A2%3AZZZ1002" },
      { path: "/v4/spreadsheets/1AbC/values/'Orders'!A1002%3AZZZ2002" },
    ]);
  });

  it('ends where the sheet is empty', async () => {
    const api = testConnector(ReadRows, { application: GoogleSheets });
    api.replies({ range: 'Orders!A2:Z1000', majorDimension: 'ROWS' });

    expect(await api.pages(input)).toEqual([[]]);
  });
});

faultMatrix(ReadRows, { application: GoogleSheets, input, reply: full, nextReply: rest });
