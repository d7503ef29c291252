import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { connectTo, scope } from '../../test/local-connection.ts';
import { type LocalServer, sendJson, startServer, startSocketServer } from '../../test/local-server.ts';
import type { ActionContext, InputOf } from '../actions/action.ts';
import { Connector } from '../actions/connector.ts';
import { CustomAction } from '../actions/custom-action.ts';
import { type RunOptions, run } from '../actions/run.ts';
import { apiKey, bearer } from '../application/authentication.ts';
import type { ExchangeReport } from '../connection/exchange-report.ts';
import { get, head, path, post } from '../http/request.ts';
import type { DownloadOptions } from './download.ts';
import { DownloadConnector } from './download-connector.ts';
import { FileReference } from './file-reference.ts';
import { FolderFileStore } from './folder-file-store.ts';
import { readStoredFile } from './read-file.ts';

async function openStore() {
  const folder = await mkdtemp(join(tmpdir(), 'mortise-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { to: new FolderFileStore(folder), entries: () => readdir(folder) };
}

type Options = Parameters<typeof connectTo>[1];

interface Downloaded {
  readonly reference?: FileReference;
  readonly content?: Buffer;
  readonly error?: unknown;
  readonly entries: string[];
}

async function download(
  server: { readonly url: string; readonly host: string },
  how: DownloadOptions = {},
  options: Options = {},
  timeoutMs = 5000,
): Promise<Downloaded> {
  const { to, entries } = await openStore();
  const { client } = connectTo(server, options);
  const result = await client.download(get('/file.bin'), scope({ timeoutMs }), { ...how, to }).then(
    async (reference) => ({ reference, content: Buffer.from(await readStoredFile(to, reference.id)) }),
    async (error: unknown) => ({ error }),
  );
  return { ...result, entries: await entries() };
}

async function startFile(content: string | Uint8Array, headers: Record<string, string> = {}, status = 200) {
  return startServer((_request, response) => response.writeHead(status, headers).end(content));
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks;
}

const everyByte = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, index) => index));

describe('ConnectionClient.download', () => {
  it('keeps the bytes as they come, with name, type and digest', async () => {
    const server = await startFile(everyByte, {
      'content-type': 'image/png',
      'content-disposition': 'attachment; filename="a.png"',
    });
    const { reference, content } = await download(server);
    expect(reference).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'a.png',
      contentType: 'image/png',
      size: everyByte.length,
      sha256: createHash('sha256').update(everyByte).digest('hex'),
    });
    expect(content?.equals(everyByte)).toBe(true);
  });

  it.each([
    ['gzip', gzipSync(everyByte)],
    ['deflate', deflateSync(everyByte)],
    ['br', brotliCompressSync(everyByte)],
    ['zstd', zstdCompressSync(everyByte)],
    ['gzip, br', brotliCompressSync(gzipSync(everyByte))],
    ['identity', everyByte],
  ])('unpacks %s', async (encoding, packed) => {
    const { content } = await download(await startFile(packed, { 'content-encoding': encoding }));
    expect(content?.equals(everyByte)).toBe(true);
  });

  it.each([
    ['nothing', '', {}],
    ['nothing, packed', '', { 'content-encoding': 'gzip' }],
    ['no content', '', {}, 204],
  ])('keeps an empty file for %s', async (_what, content, headers, status = 200) => {
    const { reference } = await download(await startFile(content, headers, status));
    expect(reference).toMatchObject({ size: 0, name: 'file.bin', contentType: 'application/octet-stream' });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\\\x\\\\a.txt', 'a.txt'],
    ['.ssh', 'ssh'],
  ])('takes no path from the service: %s', async (given, name) => {
    const server = await startFile('x', { 'content-disposition': `attachment; filename="${given}"` });
    const { reference, entries } = await download(server);
    expect(reference?.name).toBe(name);
    expect(entries.sort()).toEqual([reference?.id, `${reference?.id}.json`].sort());
  });

  it('takes a name from the action first, and makes it safe too', async () => {
    const { reference } = await download(await startFile('x'), { filename: '../ účet.pdf' });
    expect(reference?.name).toBe('účet.pdf');
  });

  it.each(['text/html; charset=utf-8', 'application/vnd.api+json'])('keeps the type %s', async (type) => {
    const { reference } = await download(await startFile('x', { 'content-type': type }));
    expect(reference?.contentType).toBe(type);
  });

  it.each(['nonsense', 'text/<script>', ''])('keeps bytes of the type %j as bytes', async (type) => {
    const { reference } = await download(await startFile('x', { 'content-type': type }));
    expect(reference?.contentType).toBe('application/octet-stream');
  });
});

describe('a download that fails leaves nothing behind:', () => {
  it.each([
    ['a body that is announced as too long', { 'content-length': '20' }],
    ['a body that is too long', { 'transfer-encoding': 'chunked' }],
  ])('%s', async (_what, headers) => {
    const server = await startFile('x'.repeat(20), headers);
    const { error, entries } = await download(server, { maxBytes: 19 });
    expect(error).toMatchObject({ code: 'response_too_large' });
    expect(entries).toEqual([]);
    expect((await download(server, { maxBytes: 20 })).reference?.size).toBe(20);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024)))],
    ['br', brotliCompressSync(Buffer.alloc(64 * 1024 * 1024))],
  ])('a bomb in %s', async (encoding, packed) => {
    const server = await startFile(packed, { 'content-encoding': encoding });
    const { error, entries } = await download(server, { maxBytes: 1024 * 1024 });
    expect(error).toMatchObject({ code: 'response_too_large' });
    expect(entries).toEqual([]);
  });

  it.each([
    ['what is not packed at all', 'plain', 'gzip'],
    ['what breaks off inside', gzipSync(everyByte).subarray(0, 100), 'gzip'],
    ['an encoding that nobody knows', 'x', 'rot13'],
    ['too many encodings', 'x', 'gzip, gzip, gzip'],
  ])('%s', async (_what, content, encoding) => {
    const { error, entries } = await download(await startFile(content, { 'content-encoding': encoding }));
    expect(error).toMatchObject({ code: 'malformed_response' });
    expect(entries).toEqual([]);
  });

  it('a connection that breaks off', async () => {
    const server = await startSocketServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => setTimeout(() => socket.destroy(), 20));
    });
    const { error, entries } = await download(server);
    expect(error).toMatchObject({ code: 'network', retryable: true });
    expect(entries).toEqual([]);
  });

  it('a service that drips until the deadline', async () => {
    let isOpen = true;
    const server = await startServer((_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => {
        isOpen = false;
        clearInterval(timer);
      });
    });
    const startedAt = performance.now();
    const { error, entries } = await download(server, {}, {}, 300);
    expect(error).toMatchObject({ code: 'timeout' });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(entries).toEqual([]);
    await expect.poll(() => isOpen).toBe(false);
  });

  it('a caller that gives up', async () => {
    const server = await startServer((_request, response) => void response.write('x'));
    const { to, entries } = await openStore();
    const controller = new AbortController();
    const running = connectTo(server).client.download(get('/'), scope({ signal: controller.signal }), { to });
    await expect.poll(entries).toHaveLength(1);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await entries()).toEqual([]);
  });

  it('a refusal, with the words of the service and without secrets', async () => {
    const server = await startServer((_request, response) => sendJson(response, { message: 'canary-7 may not' }, 403));
    const options = { api: { authentication: bearer() }, credentials: { token: 'canary-7' } };
    const { error, entries } = await download(server, {}, options);
    expect(error).toMatchObject({
      code: 'api_rejected',
      status: 403,
      message: `${server.host} answered 403: [redacted] may not`,
    });
    expect(entries).toEqual([]);
  });

  it('a refusal that does not end', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(503, { 'retry-after': '3' });
      const timer = setInterval(() => response.write('x'.repeat(50_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect((await download(server)).error).toMatchObject({ code: 'service_unavailable', retryAfterMs: 3000 });
  });

  it('a part where the whole was asked for', async () => {
    const server = await startFile('part', { 'content-range': 'bytes 0-3/10' }, 206);
    const { error, entries } = await download(server);
    expect(error).toMatchObject({ code: 'malformed_response' });
    expect(entries).toEqual([]);
  });

  it('HEAD, which is not even sent', async () => {
    const server = await startFile('x');
    const { to } = await openStore();
    const call = connectTo(server).client.download(head('/'), scope(), { to });
    await expect(call).rejects.toMatchObject({ code: 'invalid_request' });
    expect(server.contacts).toBe(0);
  });

  it('a range that was asked for is no failure', async () => {
    const server = await startFile('part', { 'content-range': 'bytes 0-3/10' }, 206);
    const { to } = await openStore();
    const request = get('/', { headers: { Range: 'bytes=0-3' } });
    expect(await connectTo(server).client.download(request, scope(), { to })).toMatchObject({ size: 4 });
  });
});

describe('a download that is redirected', () => {
  async function redirectTo(location: (storage: LocalServer) => string) {
    const storage = await startFile('stored', { 'content-disposition': 'attachment; filename=stored.txt' });
    const api = await startServer((_request, response) => response.writeHead(302, { location: location(storage) }).end('moved'));
    return { api, storage };
  }
  const signedIn = { api: { authentication: bearer() }, credentials: { token: 'canary-8' } };

  it('reaches a declared storage host without the credentials', async () => {
    const { api, storage } = await redirectTo(({ url }) => `${url}/bucket/x?signature=abc`);
    const { reference } = await download(api, {}, { ...signedIn, hosts: [api.host, storage.host] });
    expect(reference).toMatchObject({ name: 'stored.txt', size: 6 });
    expect(api.received[0]?.headers['authorization']).toBe('Bearer canary-8');
    expect(storage.received[0]?.path).toBe('/bucket/x?signature=abc');
    expect(storage.received[0]?.headers['authorization']).toBeUndefined();
  });

  it('does not reach any other host', async () => {
    const { api, storage } = await redirectTo(({ url }) => `${url}/x`);
    const { error, entries } = await download(api, {}, signedIn);
    expect(error).toMatchObject({ code: 'host_not_declared' });
    expect(storage.contacts).toBe(0);
    expect(entries).toEqual([]);
  });

  it('does not go round in circles', async () => {
    const api = await startServer((_request, response) => response.writeHead(302, { location: '/again' }).end());
    expect((await download(api)).error).toMatchObject({ code: 'redirect_refused' });
    expect(api.received).toHaveLength(6);
  });

  it('is named after the address that answered', async () => {
    const api = await startServer(({ path: target }, response) =>
      target === '/file.bin' ? response.writeHead(302, { location: '/real%20name.txt' }).end() : response.end('x'),
    );
    expect((await download(api)).reference?.name).toBe('real name.txt');
  });
});

describe('ConnectionClient.stream', () => {
  it('gives the bytes as they arrive, and the service waits for a slow reader', async () => {
    let sent = 0;
    const total = 64 * 1024 * 1024;
    const chunk = Buffer.alloc(256 * 1024, 1);
    const server = await startServer(async (_request, response) => {
      for (; sent < total; sent += chunk.length) {
        if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve));
      }
      response.end();
    });
    const { status, body, url } = await connectTo(server).client.stream(get('/big'), scope({ timeoutMs: 20_000 }));
    expect([status, url]).toEqual([200, `${server.url}/big`]);
    await sleep(300);
    expect(sent).toBeLessThan(total / 2);
    let read = 0;
    for await (const piece of body) read += piece.byteLength;
    expect(read).toBe(total);
  });

  it('ends the transfer when the reader stops', async () => {
    let isOpen = true;
    const server = await startServer((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
      response.on('close', () => {
        isOpen = false;
        clearInterval(timer);
      });
    });
    const { body } = await connectTo(server).client.stream(get('/'), scope());
    for await (const _piece of body) break;
    await expect.poll(() => isOpen).toBe(false);
  });

  it('ends a transfer that nobody reads at the deadline', async () => {
    let isOpen = true;
    const server = await startServer((_request, response) => {
      response.write('x');
      response.on('close', () => {
        isOpen = false;
      });
    });
    const { body } = await connectTo(server).client.stream(get('/'), scope({ timeoutMs: 200 }));
    await expect.poll(() => isOpen).toBe(false);
    await expect(collect(body)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('gives an empty body for HEAD, whatever length and encoding are announced', async () => {
    const server = await startFile('', { 'content-length': '999999999', 'content-encoding': 'gzip' });
    const { headers, body } = await connectTo(server).client.stream(head('/'), scope(), { maxBytes: 10 });
    expect(headers['content-length']).toBe('999999999');
    expect(await collect(body)).toEqual([]);
  });

  it('judges statuses as it is told', async () => {
    const server = await startFile('not there', {}, 404);
    const { status, body } = await connectTo(server).client.stream(get('/'), scope(), { responses: { success: '404' } });
    expect([status, Buffer.concat(await collect(body)).toString()]).toEqual([404, 'not there']);
  });

  it('reports each exchange when its body has ended', async () => {
    const server = await startServer(({ path: target }, response) =>
      target === '/' ? response.writeHead(302, { location: '/real' }).end('moved') : response.end('content'),
    );
    const reports: ExchangeReport[] = [];
    const { body } = await connectTo(server).client.stream(get('/'), scope({ onExchange: (report) => reports.push(report) }));
    expect(reports).toMatchObject([{ status: 302, responseBytes: 5 }]);
    await collect(body);
    expect(reports).toMatchObject([{ status: 302 }, { status: 200, responseBytes: 7, method: 'GET' }]);
  });

  it('does not show an API key in the address', async () => {
    const server = await startFile('x');
    const options = { api: { authentication: apiKey({ query: 'key' }) }, credentials: { apiKey: 'canary-9' } };
    const { url, body } = await connectTo(server, options).client.stream(get('/x?a=b'), scope());
    await collect(body);
    expect(url).toBe(`${server.url}/x?a=b`);
    expect(server.received[0]?.path).toBe('/x?a=b&key=canary-9');
  });
});

describe('DownloadConnector', () => {
  class DownloadInvoice extends DownloadConnector {
    readonly name = 'download-invoice';
    readonly title = 'Download an invoice';
    readonly input = z.object({ id: z.string() });
    override readonly maxBytes = 10;
    request({ id }: InputOf<DownloadInvoice>) {
      return get(path`/invoices/${id}`);
    }
    override filename({ id }: InputOf<DownloadInvoice>) {
      return `${id}.pdf`;
    }
  }

  it('gives a reference to a file, which another action reads and uploads', async () => {
    const server = await startServer(({ method }, response) => response.end(method === 'GET' ? Buffer.of(0, 255, 128) : 'ok'));
    const { to: files } = await openStore();
    const options: RunOptions = { connection: connectTo(server), files };
    class Upload extends Connector {
      readonly name = 'upload';
      readonly title = 'Upload';
      readonly input = z.object({ file: FileReference });
      readonly output = z.int();
      async execute({ file }: InputOf<Upload>, context: ActionContext) {
        const content = await context.readFile(file);
        const { name: filename, contentType } = file;
        return (await context.send(post('/upload', { multipart: { file: { content, filename, contentType } } }))).status;
      }
    }
    const file = await run(DownloadInvoice, { id: '7' }, options);
    expect(file).toMatchObject({ name: '7.pdf', size: 3 });
    expect(await run(Upload, { file }, options)).toBe(200);
    const upload = server.received[1];
    expect(upload?.headers['content-type']).toMatch(/^multipart\/form-data/);
    expect(upload?.body).toContain('filename="7.pdf"');
  });

  it('keeps its cap, and is tried again like any other connector', async () => {
    let count = 0;
    const server = await startServer((_request, response) =>
      count++ === 0 ? sendJson(response, {}, 503, { 'retry-after': '0' }) : response.end('x'.repeat(11)),
    );
    const { to: files, entries } = await openStore();
    const running = run(DownloadInvoice, { id: '7' }, { connection: connectTo(server), files });
    await expect(running).rejects.toMatchObject({ code: 'response_too_large' });
    expect(count).toBe(2);
    expect(await entries()).toEqual([]);
  });

  it('needs no store of its own, and works within another action', async () => {
    const server = await startFile('abc');
    class Size extends CustomAction {
      readonly name = 'size';
      readonly title = 'Size';
      readonly input = z.object({});
      readonly output = z.int();
      async execute(_input: unknown, context: ActionContext) {
        const file = await run(DownloadInvoice, { id: '1' }, { within: context });
        return (await context.readFile(file)).byteLength;
      }
    }
    expect(await run(Size, {}, { connection: connectTo(server) })).toBe(3);
  });

  it('says that a file is gone', async () => {
    const { to: files } = await openStore();
    class Read extends Connector {
      readonly name = 'read';
      readonly title = 'Read';
      readonly input = z.object({});
      readonly output = z.unknown();
      execute(_input: unknown, context: ActionContext) {
        return context.readFile({ id: '0'.repeat(32), name: 'x', contentType: 'x/y', size: 0, sha256: '' });
      }
    }
    await expect(run(Read, {}, { files })).rejects.toMatchObject({ code: 'file_not_found' });
  });
});
