import { readStoredFile, temporaryFiles } from '@mortise/sdk';
import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { Download } from './download.ts';

const pdf = Buffer.from('%PDF-1.7 \u00ff', 'latin1');
const reply = {
  status: 200,
  headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="invoice 51.pdf"' },
  body: pdf,
};

describe('Download', () => {
  it('keeps the body of an answer as a file', async () => {
    const api = testConnector(Download, { application: Http });
    api.replies(reply);

    const file = await api.run({ path: '/invoices/51/pdf', query: { copy: true } });

    expect(file).toMatchObject({ name: 'invoice 51.pdf', contentType: 'application/pdf', size: pdf.byteLength });
    expect(Buffer.from(await readStoredFile(await temporaryFiles(), file.id))).toEqual(pdf);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/invoices/51/pdf', query: { copy: 'true' }, headers: { accept: '*/*' } },
    ]);
  });

  it('asks with content and gives the file another name where it is told to', async () => {
    const api = testConnector(Download, { application: Http });
    api.replies(reply);

    const file = await api.run({
      method: 'POST',
      path: '/reports',
      json: { year: 2026 },
      headers: { Accept: 'application/pdf' },
      filename: 'report.pdf',
    });

    expect(file.name).toBe('report.pdf');
    expect(api.requests).toMatchObject([{ method: 'POST', body: { year: 2026 }, headers: { accept: 'application/pdf' } }]);
  });

  it('keeps nothing of a refusal', async () => {
    const api = testConnector(Download, { application: Http });
    api.replies({ status: 404, body: { message: 'No such invoice' } });
    await expect(api.run({ path: '/invoices/52/pdf' })).rejects.toMatchObject({ code: 'api_rejected', status: 404 });
  });

  it('is not led to another host', async () => {
    const api = testConnector(Download, { application: Http });
    api.replies({ status: 302, headers: { location: 'https://storage.example.net/a' } });
    await expect(api.run({ path: '/invoices/51/pdf' })).rejects.toMatchObject({ code: 'host_not_declared' });
    expect(await api.outcome({ path: '//storage.example.net/a' })).toMatchObject({ error: { code: 'invalid_input' } });
  });
});

faultMatrix(Download, {
  application: Http,
  settings: { login: 'bearer' },
  input: { path: '/invoices/51/pdf' },
  reply,
  except: { oversizedBody: 'A file may be larger than an answer.' },
});
