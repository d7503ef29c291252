import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { CreateSpreadsheet } from './create-spreadsheet.ts';

const reply = {
  spreadsheetId: '1AbC',
  spreadsheetUrl: 'https://docs.google.com/spreadsheets/d/1AbC/edit',
  properties: { title: 'Orders', locale: 'en_US', timeZone: 'Europe/Prague' },
  sheets: [{ properties: { sheetId: 1, title: '2026', index: 0 } }],
};

describe('CreateSpreadsheet', () => {
  it('creates one with its sheets', async () => {
    const api = testConnector(CreateSpreadsheet, { application: GoogleSheets });
    api.replies(reply);

    const output = await api.run({ title: 'Orders', sheets: ['2026'], timeZone: 'Europe/Prague' });

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v4/spreadsheets',
        body: { properties: { title: 'Orders', timeZone: 'Europe/Prague' }, sheets: [{ properties: { title: '2026' } }] },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateSpreadsheet, {
  application: GoogleSheets,
  input: { title: 'Orders', sheets: ['2026'], timeZone: 'Europe/Prague' },
  reply,
});
