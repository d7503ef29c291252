import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GoogleSheets } from '../google-sheets.application.ts';
import { ListSpreadsheets } from './list-spreadsheets.ts';

const orders = {
  id: '1AbC',
  name: "Bob's orders",
  mimeType: 'application/vnd.google-apps.spreadsheet',
  modifiedTime: '2026-11-24T08:00:00.000Z',
};
const totals = { id: '1DeF', name: 'Totals' };

describe('ListSpreadsheets', () => {
  it('asks Drive for spreadsheets, page by page, and quotes what is looked for', async () => {
    const api = testConnector(ListSpreadsheets, { application: GoogleSheets });
    api.replies({ files: [orders], nextPageToken: 'next' }).replies({ files: [totals] });

    const pages = await api.pages({ nameContains: "Bob's" });

    expect(pages).toEqual([[orders], [totals]]);
    const q = "mimeType = 'application/vnd.google-apps.spreadsheet' and trashed = false and name contains 'Bob\\'s'";
    expect(api.requests).toMatchObject([
      { host: 'www.googleapis.com', path: '/drive/v3/files', query: { q, pageSize: '100' } },
      { path: '/drive/v3/files', query: { q, pageToken: 'next' } },
    ]);
  });
});

faultMatrix(ListSpreadsheets, {
  application: GoogleSheets,
  input: {},
  reply: { files: [orders], nextPageToken: 'next' },
  nextReply: { files: [totals] },
});
