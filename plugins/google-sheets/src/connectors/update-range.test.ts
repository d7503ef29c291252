import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { UpdateRange } from './update-range.ts';

const reply = { spreadsheetId: '1AbC', updatedRange: 'Orders!A5:B5', updatedRows: 1, updatedColumns: 2, updatedCells: 2 };

describe('UpdateRange', () => {
  it('writes the cells of a range', async () => {
    const api = testConnector(UpdateRange, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({
      spreadsheetId: '1AbC',
      range: 'Orders!A5:B5',
      values: [['=A1', null]],
      valueInputOption: 'USER_ENTERED',
    });

    expect(api.requests).toMatchObject([
      {
        method: 'PUT',
        path: '/v4/spreadsheets/1AbC/values/Orders!A5%3AB5',
        query: { valueInputOption: 'USER_ENTERED' },
        body: { range: 'Orders!A5:B5', values: [['=A1', null]] },
      },
    ]);
    expect(output).toEqual(reply);
  });

  it('writes columns and asks for what came of them', async () => {
    const api = testConnector(UpdateRange, { application: GoogleSheets });
    const range = 'Orders!A5:B5';
    api.replies({ ...reply, updatedData: { range, majorDimension: 'ROWS', values: [[1, 2]] } });

    await api.run({
      spreadsheetId: '1AbC',
      range,
      values: [['1'], ['2']],
      majorDimension: 'COLUMNS',
      includeValuesInResponse: true,
      responseValueRenderOption: 'UNFORMATTED_VALUE',
    });

    expect(api.requests).toMatchObject([
      {
        query: { valueInputOption: 'RAW', includeValuesInResponse: 'true', responseValueRenderOption: 'UNFORMATTED_VALUE' },
        body: { range, majorDimension: 'COLUMNS', values: [['1'], ['2']] },
      },
    ]);
  });
});

faultMatrix(UpdateRange, {
  application: GoogleSheets,
  input: { spreadsheetId: '1AbC', range: 'Orders!A5:B5', values: [['=A1', null]], valueInputOption: 'USER_ENTERED' },
  reply,
});
