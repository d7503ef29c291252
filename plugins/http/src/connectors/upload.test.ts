import { temporaryFiles } from '@mortise/sdk';
import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { Upload } from './upload.ts';

async function* contentOf(...chunks: readonly Uint8Array[]) {
  yield* chunks;
}

const files = await temporaryFiles();
const bytes = Buffer.from([0, 255, 13, 10, 45]);
const file = await files.save({ name: 'invoice 51.pdf', contentType: 'application/pdf' }, contentOf(bytes));

describe('Upload', () => {
  it('sends a file in a form', async () => {
    const api = testConnector(Upload, { application: Http, settings: { headers: 'Content-Type: application/json' } });
    api.replies({ status: 201, body: { id: 7 } });

    const answer = await api.run({ path: '/files', file, fields: { folder: 'invoices', tag: ['a', 'b'], shared: false } });

    expect(answer).toMatchObject({ status: 201, body: { id: 7 } });
    const [request] = api.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/files' });
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    for (const part of ['folder"\r\n\r\ninvoices', 'tag"\r\n\r\na', 'tag"\r\n\r\nb', 'shared"\r\n\r\nfalse']) {
      expect(request?.text).toContain(`name="${part}`);
    }
    const heading = 'name="file"; filename="invoice 51.pdf"\r\nContent-Type: application/pdf\r\n\r\n';
    expect(Buffer.from(request?.bytes ?? []).includes(Buffer.concat([Buffer.from(heading), bytes]))).toBe(true);
  });

  it('names field, file and type as it is told', async () => {
    const api = testConnector(Upload, { application: Http });
    api.replies(undefined);
    await api.run({ path: '/files', file, field: 'document', filename: 'a.bin', contentType: 'application/octet-stream' });
    expect(api.requests[0]?.text).toContain('name="document"; filename="a.bin"\r\nContent-Type: application/octet-stream');
  });

  it('sends a file as it is', async () => {
    const api = testConnector(Upload, { application: Http });
    api.replies(undefined);
    await api.run({ method: 'PUT', path: '/files/51', file, sendAs: 'raw' });
    expect(api.requests).toMatchObject([{ method: 'PUT', headers: { 'content-type': 'application/pdf' } }]);
    expect(Buffer.from(api.requests[0]?.bytes ?? [])).toEqual(bytes);
  });

  it('says so where the file is not kept any more', async () => {
    const api = testConnector(Upload, { application: Http });
    const gone = { ...file, id: '0'.repeat(32) };
    expect(await api.outcome({ path: '/files', file: gone })).toMatchObject({ error: { code: 'file_not_found' } });
  });

  it('refuses a file that is too large to be sent at once', async () => {
    const api = testConnector(Upload, { application: Http });
    const large = await files.save({ name: 'large', contentType: 'text/plain' }, contentOf(Buffer.alloc(20 * 1024 * 1024 + 1)));
    expect(await api.outcome({ path: '/files', file: large })).toMatchObject({ error: { code: 'response_too_large' } });
  });

  it.each([
    [{ contentType: 'text/plain\r\nX-Evil: 1' }, 'contentType'],
    [{ headers: { 'Content-Type': 'multipart/form-data' } }, 'headers.Content-Type'],
    [{ path: 'https://evil.example' }, 'path'],
    [{ file: '/etc/passwd' }, 'file'],
  ])('refuses %j and sends nothing', async (input, path) => {
    const api = testConnector(Upload, { application: Http });
    expect(await api.outcome({ path: '/files', file, ...input })).toMatchObject({ error: { code: 'invalid_input', path } });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(Upload, {
  application: Http,
  settings: { login: 'bearer' },
  input: { path: '/files', file },
  reply: { status: 201, body: { id: 7 } },
});
