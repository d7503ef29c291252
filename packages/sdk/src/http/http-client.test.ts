import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { localHttp } from '../../test/local-connection.ts';
import { sendJson, startServer, startSocketServer } from '../../test/local-server.ts';
import type { Exchange } from './http-client.ts';

const megabyte = 1024 * 1024;

function exchange(url: string, options: Partial<Exchange> & { readonly timeoutMs?: number } = {}): Exchange {
  const { timeoutMs = 5000, ...rest } = options;
  return { method: 'GET', url: new URL(url), headers: {}, deadlineAt: performance.now() + timeoutMs, ...rest };
}

function textOf({ body }: { readonly body: Uint8Array }): string {
  return new TextDecoder().decode(body);
}

describe('HttpClient', () => {
  it('sends method, path, headers and body, and returns status, headers and body', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(
        201,
        [
          ['x-one', 'a'],
          ['set-cookie', 'b=1'],
          ['set-cookie', 'c=2'],
        ].flat(),
      );
      response.end('done');
    });
    const request = exchange(`${server.url}/a%20b?c=d`, { method: 'PUT', headers: { 'x-mine': '1' }, body: 'ž' });

    const answer = await localHttp().exchange(request);

    expect(server.received).toMatchObject([{ method: 'PUT', path: '/a%20b?c=d', headers: { 'x-mine': '1' }, body: 'ž' }]);
    expect(answer).toMatchObject({ status: 201, headers: { 'x-one': 'a', 'set-cookie': 'b=1, c=2' } });
    expect(textOf(answer)).toBe('done');
  });

  it('sends bytes as they are', async () => {
    const server = await startServer(({ body }, response) => response.end(body));
    const answer = await localHttp().exchange(exchange(server.url, { method: 'POST', body: new TextEncoder().encode('bytes') }));
    expect(textOf(answer)).toBe('bytes');
  });

  it('puts characters together that arrive in several chunks', async () => {
    const bytes = Buffer.from('{"name":"Žofie 🦊"}');
    const server = await startServer(async (_request, response) => {
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await sleep(1);
      }
      response.end();
    });
    expect(textOf(await localHttp().exchange(exchange(server.url)))).toBe(bytes.toString());
  });

  it('uses a connection again', async () => {
    const server = await startServer((_request, response) => sendJson(response, {}));
    const http = localHttp();
    for (let count = 0; count < 5; count++) await http.exchange(exchange(server.url));
    expect(server.received).toHaveLength(5);
    expect(server.contacts).toBeLessThanOrEqual(2);
  });

  it('opens no more connections to one origin than it may', async () => {
    const server = await startServer((_request, response) => void setTimeout(() => response.end(), 10));
    const http = localHttp({ connectionsPerOrigin: 2 });
    await Promise.all(Array.from({ length: 10 }, () => http.exchange(exchange(server.url))));
    expect([server.received.length, server.contacts]).toEqual([10, 2]);
  });

  it.each([
    ['HEAD', 200, { 'content-length': String(100 * megabyte), 'content-encoding': 'gzip' }],
    ['GET', 204, {}],
    ['GET', 304, { 'content-encoding': 'br' }],
  ] as const)('takes an answer without a body: %s, %d', async (method, status, headers) => {
    const server = await startServer((_request, response) => {
      response.writeHead(status, headers);
      response.end();
    });
    const answer = await localHttp().exchange(exchange(server.url, { method }));
    expect([answer.status, answer.body.byteLength]).toEqual([status, 0]);
  });

  it('passes over informational answers', async () => {
    const server = await startSocketServer((socket) =>
      socket.end('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
    );
    const answer = await localHttp().exchange(exchange(server.url));
    expect([answer.status, textOf(answer)]).toEqual([200, 'ok']);
  });
});

describe('the deadline of an exchange', () => {
  it('ends waiting for headers', async () => {
    const server = await startServer(() => {});
    const started = performance.now();
    const call = localHttp().exchange(exchange(server.url, { timeoutMs: 100 }));
    await expect(call).rejects.toMatchObject({ code: 'timeout', retryable: true });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('ends a body that drips, and the connection with it', async () => {
    let closed = false;
    const server = await startServer((_request, response) => {
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => {
        clearInterval(drip);
        closed = true;
      });
    });
    await expect(localHttp().exchange(exchange(server.url, { timeoutMs: 100 }))).rejects.toMatchObject({ code: 'timeout' });
    await expect.poll(() => closed).toBe(true);
  });

  it('ends waiting for a free connection, and the request is not sent later', async () => {
    const server = await startServer((_request, response) => void setTimeout(() => response.end(), 200));
    const http = localHttp({ connectionsPerOrigin: 1 });
    const first = http.exchange(exchange(`${server.url}/first`));
    await expect(http.exchange(exchange(`${server.url}/second`, { timeoutMs: 50 }))).rejects.toMatchObject({ code: 'timeout' });
    await first;
    await http.exchange(exchange(`${server.url}/third`));
    expect(server.received.map(({ path }) => path)).toEqual(['/first', '/third']);
  });

  it('sends nothing where it has passed already', async () => {
    const server = await startServer((_request, response) => response.end());
    await expect(localHttp().exchange(exchange(server.url, { timeoutMs: 0 }))).rejects.toMatchObject({ code: 'timeout' });
    expect(server.contacts).toBe(0);
  });

  it('may be further away than a timer reaches', async () => {
    const server = await startServer((_request, response) => response.end('in time'));
    const answer = await localHttp().exchange(exchange(server.url, { timeoutMs: Infinity }));
    expect(textOf(answer)).toBe('in time');
  });

  it('is not waited for where a connection does not come about', async () => {
    const silent = await startSocketServer(() => {});
    const http = localHttp({ connectTimeoutMs: 100 });
    const started = performance.now();
    const call = http.exchange(exchange(silent.url.replace('http:', 'https:'), { timeoutMs: 25_000 }));
    await expect(call).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('did not accept a connection'),
    });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('cancelling an exchange', () => {
  it('sends nothing where it comes first', async () => {
    const server = await startServer((_request, response) => response.end());
    const call = localHttp().exchange(exchange(server.url, { signal: AbortSignal.abort() }));
    await expect(call).rejects.toMatchObject({ code: 'cancelled', retryable: false });
    expect(server.contacts).toBe(0);
  });

  it.each([
    ['the headers arrive', false],
    ['the body is complete', true],
  ])('ends it before %s, and closes the connection', async (_when, sendsHeaders) => {
    const { promise: arrived, resolve } = Promise.withResolvers<void>();
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    const server = await startServer((_request, response) => {
      if (sendsHeaders) response.write('beginning');
      response.on('close', close);
      resolve();
    });
    const caller = new AbortController();
    const call = localHttp().exchange(exchange(server.url, { signal: caller.signal }));
    await arrived;
    caller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled', retryable: false });
    await closed;
  });

  it('leaves no listener behind', async () => {
    const server = await startServer((_request, response) => response.end());
    const { signal } = new AbortController();
    await localHttp().exchange(exchange(server.url, { signal }));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('the size cap', () => {
  it('refuses an announced body before it arrives', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': String(11 * megabyte) });
      response.write('x');
    });
    await expect(localHttp().exchange(exchange(server.url))).rejects.toMatchObject({
      code: 'response_too_large',
      retryable: false,
    });
  });

  it('ends a body of unknown length that grows beyond it', async () => {
    let sent = 0;
    const server = await startServer((_request, response) => {
      const pump = () => {
        while (!response.destroyed && sent < 100 * megabyte) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', pump);
        }
      };
      pump();
    });
    const http = localHttp({ maxResponseBytes: megabyte });
    await expect(http.exchange(exchange(server.url))).rejects.toMatchObject({ code: 'response_too_large' });
    expect(sent).toBeLessThan(20 * megabyte);
  });

  it('lets a body of exactly that size through', async () => {
    const server = await startServer((_request, response) => response.end(Buffer.alloc(1000)));
    const http = localHttp({ maxResponseBytes: 1000 });
    expect((await http.exchange(exchange(server.url))).body.byteLength).toBe(1000);
  });

  const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };
  const pack = {
    gzip: gzipSync,
    'x-gzip': gzipSync,
    deflate: deflateSync,
    br: (body: Buffer) => brotliCompressSync(body, quickly),
    zstd: zstdCompressSync,
  };

  it.each(Object.entries(pack))('holds after unpacking %s', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(100 * megabyte));
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(bomb);
    });
    const http = localHttp();
    const before = process.memoryUsage().rss;
    await expect(http.exchange(exchange(server.url))).rejects.toMatchObject({ code: 'response_too_large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * megabyte);
  });

  it('holds for each step of a nested bomb', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(150 * megabyte)));
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' });
      response.end(bomb);
    });
    const before = process.memoryUsage().rss;
    await expect(localHttp().exchange(exchange(server.url))).rejects.toMatchObject({ code: 'response_too_large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * megabyte);
  });

  it('refuses more than a hundredfold growth, however large the cap, but not of short texts', async () => {
    const server = await startServer(({ path }, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(Number(path.slice(1)))));
    });
    const http = localHttp({ maxResponseBytes: 100 * megabyte });
    expect((await http.exchange(exchange(`${server.url}/1000000`))).body.byteLength).toBe(1_000_000);
    await expect(http.exchange(exchange(`${server.url}/20000000`))).rejects.toMatchObject({ code: 'response_too_large' });
  });

  it.each(Object.entries(pack))('unpacks %s below it', async (encoding, compress) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding.toUpperCase() });
      response.end(compress(Buffer.from('Žofie')));
    });
    expect(textOf(await localHttp().exchange(exchange(server.url)))).toBe('Žofie');
  });

  it('undoes two encodings in the right order, and passes over identity', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'identity, deflate, gzip' });
      response.end(gzipSync(deflateSync(Buffer.from('both'))));
    });
    expect(textOf(await localHttp().exchange(exchange(server.url)))).toBe('both');
  });

  it.each([
    ['gzip', 'plain text'],
    ['compress', 'x'],
    ['gzip, gzip, gzip', 'x'],
    ['gzip', gzipSync('cut short').subarray(0, 15)],
  ])('gives a typed error for a body that is not encoded as %s', async (encoding, body) => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(body);
    });
    await expect(localHttp().exchange(exchange(server.url))).rejects.toMatchObject({ code: 'malformed_response' });
  });
});

describe('a service that does not speak HTTP well', () => {
  const answers: Record<string, string> = {
    'drops the connection before it answers': '',
    'drops the connection within the headers': 'HTTP/1.1 200 OK\r\ncontent-',
    'drops the connection within the body': 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nten bytes.',
    'drops the connection within a chunk': 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nten bytes.',
    'sends something else': 'SSH-2.0-OpenSSH_9.9\r\n',
    'sends a malformed status': 'HTTP/1.1 2x0 OK\r\n\r\n',
    'sends two lengths': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc',
    'sends length and chunks': 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'sends a length that is no number': 'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\nabc',
    'sends 10,000 headers': `HTTP/1.1 200 OK\r\n${'x-header: value\r\n'.repeat(10_000)}\r\n`,
    'sends one endless header': `HTTP/1.1 200 OK\r\nx-header: ${'v'.repeat(1_000_000)}`,
    'sends a NUL in a header': 'HTTP/1.1 200 OK\r\nx-header: a\0b\r\n\r\n',
    'switches protocols unasked': 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  };

  it.each(Object.keys(answers))('and %s gives a NetworkError', async (how) => {
    const server = await startSocketServer((socket) => socket.end(answers[how] ?? ''));
    await expect(localHttp().exchange(exchange(server.url))).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  it('does not get its surplus bytes taken for the next answer', async () => {
    const server = await startSocketServer((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil'),
    );
    const http = localHttp();
    const answers = await Promise.allSettled([http.exchange(exchange(server.url)), http.exchange(exchange(server.url))]);
    for (const answer of answers) if (answer.status === 'fulfilled') expect(textOf(answer.value)).toBe('ok');
  });

  it('and is not there at all gives a NetworkError that names it', async () => {
    const call = localHttp().exchange(exchange('http://127.0.0.1:1/'));
    await expect(call).rejects.toMatchObject({ code: 'network', message: 'GET to 127.0.0.1:1 failed: ECONNREFUSED.' });
  });

  it('and has a name that nobody knows gives a NetworkError', async () => {
    const call = localHttp().exchange(exchange('http://no-such-host.invalid/'));
    await expect(call).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  it('and speaks no TLS gives a NetworkError', async () => {
    const server = await startSocketServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const call = localHttp().exchange(exchange(server.url.replace('http:', 'https:')));
    await expect(call).rejects.toMatchObject({ code: 'network' });
  });

  it('does not break the exchanges after it', async () => {
    let requests = 0;
    const server = await startServer((_request, response) => {
      if (++requests % 2) response.destroy();
      else response.end('fine');
    });
    const http = localHttp();
    await expect(http.exchange(exchange(server.url))).rejects.toMatchObject({ code: 'network' });
    expect(textOf(await http.exchange(exchange(server.url)))).toBe('fine');
  });

  it('answers nothing after the client is closed', async () => {
    const server = await startServer((_request, response) => response.end());
    const http = localHttp();
    await http.close();
    await expect(http.exchange(exchange(server.url))).rejects.toMatchObject({ code: 'network' });
  });
});
