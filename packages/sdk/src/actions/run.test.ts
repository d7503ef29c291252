import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { localHttp, scope } from '../../test/local-connection.ts';
import { type LocalServer, sendJson, startServer } from '../../test/local-server.ts';
import {
  Application,
  apiKey,
  BatchConnector,
  Connector,
  connect,
  type ExchangeReport,
  fail,
  get,
  type InputOf,
  limit,
  OAuth2Application,
  page,
  pages,
  path,
  post,
  type ResponseOf,
  RestConnector,
  retry,
  route,
  run,
  type SettingsOf,
  secret,
  stop,
  text,
  url,
} from '../index.ts';
import type { ActionContext } from './action.ts';

class Library extends Application {
  readonly name = 'library';
  readonly title = 'Library';
  readonly description = 'Books and their readers.';
  override readonly settings = z.object({
    address: url('Address'),
    branch: text('Branch').optional(),
    signingKey: secret('Signing key').optional(),
  });
  override readonly authentication = apiKey({ header: 'X-Api-Key' });
  override readonly idempotencyHeader = 'Idempotency-Key';

  baseUrl({ address }: SettingsOf<Library>) {
    return `${address}/api`;
  }

  override test() {
    return get('/books', { query: { limit: 1 } });
  }
}

const Book = z.object({ id: z.string(), title: z.string() });

class GetBook extends RestConnector {
  readonly name = 'get-book';
  readonly title = 'Get a book';
  readonly input = z.object({ bookId: z.string() });
  readonly output = Book;

  request({ bookId }: InputOf<GetBook>) {
    return get(path`/books/${bookId}`);
  }
}

class AddBook extends RestConnector {
  readonly name = 'add-book';
  readonly title = 'Add a book';
  readonly input = z.object({ title: z.string() });
  readonly output = Book;

  request(book: InputOf<AddBook>) {
    return post('/books', { json: book });
  }
}

class ListBooks extends BatchConnector {
  readonly name = 'list-books';
  readonly title = 'List books';
  readonly input = z.object({ limit: z.int().default(2) });
  readonly output = Book;
  readonly response = z.object({ books: z.array(z.unknown()), next: z.string().nullish() });

  request({ limit }: InputOf<ListBooks>, cursor?: string) {
    return get('/books', { query: { limit, cursor } });
  }

  page({ books, next }: ResponseOf<ListBooks>) {
    return { items: books, cursor: next };
  }
}

/** Ends as the test says. */
abstract class Ending extends Connector {
  readonly name = 'ending';
  readonly title = 'Ending';
  readonly input = z.object({});
  readonly output = z.object({ done: z.boolean() });
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const books = ['Amok', 'Babel', 'Cosmos', 'Dune', 'Emma'].map((title, index) => ({ id: String(index + 1), title }));

async function startLibrary(): Promise<LocalServer> {
  return startServer(({ path: target, method, body }, response) => {
    const { pathname, searchParams } = new URL(target, 'http://library');
    if (method === 'POST') return sendJson(response, { id: '6', ...JSON.parse(body) }, 201);
    if (pathname === '/api/books') {
      const [from, limit] = [Number(searchParams.get('cursor') ?? 0), Number(searchParams.get('limit'))];
      const end = from + limit;
      return sendJson(response, { books: books.slice(from, end), next: end < books.length ? String(end) : null });
    }
    const book = books.find(({ id }) => pathname === `/api/books/${id}`);
    sendJson(response, book ?? { message: 'No such book' }, book ? 200 : 404);
  });
}

async function open(server: { readonly url: string }, values: Record<string, unknown> = {}) {
  return connect(Library, { address: server.url, apiKey: 'key-of-ada', ...values }, { http: localHttp() });
}

describe('run', () => {
  it('runs a connector in a program without a host', async () => {
    const server = await startLibrary();
    const connection = await open(server);

    const book = await run(GetBook, { bookId: '4' }, { connection });

    expect(book).toEqual({ id: '4', title: 'Dune' });
    expectTypeOf(book).toEqualTypeOf<{ id: string; title: string }>();
    expect(server.received).toMatchObject([{ method: 'GET', path: '/api/books/4', headers: { 'x-api-key': 'key-of-ada' } }]);
  });

  it('throws before anything is sent where the input does not fit', async () => {
    const server = await startLibrary();
    const connection = await open(server);
    // @ts-expect-error -- the input's type is known to the compiler too
    const wrong = run(GetBook, { bookId: 4 }, { connection });
    await expect(wrong).rejects.toMatchObject({ name: 'ReportedError', code: 'invalid_input', path: 'bookId', retryable: false });
    await expect(run(GetBook, { bookId: '..' }, { connection })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(server.contacts).toBe(0);
  });

  it('throws with the words of the service where it refuses', async () => {
    const connection = await open(await startLibrary());
    await expect(run(GetBook, { bookId: '9' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      status: 404,
      message: expect.stringContaining('No such book'),
    });
  });

  it('throws where the answer has another shape, and where it is not the JSON that it claims to be', async () => {
    const server = await startServer(({ path: target }, response) =>
      target.endsWith('1')
        ? sendJson(response, { id: 1 })
        : response.writeHead(200, { 'content-type': 'application/json' }).end('{'),
    );
    const connection = await open(server);
    await expect(run(GetBook, { bookId: '1' }, { connection })).rejects.toMatchObject({ code: 'unexpected_output', path: 'id' });
    const unreadable = run(GetBook, { bookId: '2' }, { connection, maxAttempts: 1 });
    await expect(unreadable).rejects.toMatchObject({ code: 'malformed_response', retryable: true });
  });

  it('reads text as text, nothing as nothing, and JSON without touching prototypes', async () => {
    class Read extends RestConnector {
      readonly name = 'read';
      readonly title = 'Read';
      readonly input = z.object({ what: z.string() });
      readonly output = z.unknown();
      request({ what }: InputOf<Read>) {
        return get(path`/${what}`);
      }
    }
    const server = await startServer(({ path: target }, response) => {
      if (target.endsWith('text')) response.writeHead(200, { 'content-type': 'text/plain' }).end('00123');
      else if (target.endsWith('nothing')) response.writeHead(204).end();
      else
        response
          .writeHead(200, { 'content-type': 'application/vnd.api+json' })
          .end('\ufeff{"__proto__":{"polluted":true},"a":1}');
    });
    const connection = await open(server);
    expect(await run(Read, { what: 'text' }, { connection })).toBe('00123');
    expect(await run(Read, { what: 'nothing' }, { connection })).toBeUndefined();
    expect(await run(Read, { what: 'json' }, { connection })).toMatchObject({ a: 1 });
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('tries again with the same idempotency key and in the same trace', async () => {
    let count = 0;
    const server = await startServer((_request, response) =>
      sendJson(response, { id: '6', title: 'Emil' }, ++count < 3 ? 503 : 201),
    );
    const connection = await open(server);
    const reports: ExchangeReport[] = [];
    await run(AddBook, { title: 'Emil' }, { connection, onExchange: (report) => reports.push(report) });
    const sent = server.received.map(({ headers }) => headers);
    expect(reports.map(({ status }) => status)).toEqual([503, 503, 201]);
    expect(new Set(sent.map((headers) => headers['idempotency-key'])).size).toBe(1);
    expect(sent[0]?.['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    const traces = sent.map(({ traceparent }) => String(traceparent).split('-'));
    expect(new Set(traces.map(([, traceId]) => traceId)).size).toBe(1);
    expect(new Set(traces.map(([, , parentId]) => parentId)).size).toBe(3);
  });

  it('takes the idempotency key of its caller, and another trace for another call', async () => {
    const server = await startLibrary();
    const connection = await open(server);
    for (let count = 0; count < 2; count++) await run(AddBook, { title: 'Emil' }, { connection, idempotencyKey: 'mine' });
    const sent = server.received.map(({ headers }) => headers);
    expect(sent.map((headers) => headers['idempotency-key'])).toEqual(['mine', 'mine']);
    expect(new Set(sent.map(({ traceparent }) => String(traceparent).split('-')[1])).size).toBe(2);
  });

  it('waits as long as the service asks', async () => {
    let count = 0;
    const server = await startServer((_request, response) =>
      sendJson(response, { id: '1', title: 'Amok' }, ++count === 1 ? 429 : 200, { 'retry-after': '0.3' }),
    );
    const connection = await open(server);
    const started = performance.now();
    await run(GetBook, { bookId: '1' }, { connection });
    expect(performance.now() - started).toBeGreaterThanOrEqual(295);
  });

  it('gives up at once where the service asks for more time than there is', async () => {
    const server = await startServer((_request, response) => sendJson(response, {}, 503, { 'retry-after': '60' }));
    const connection = await open(server);
    const started = performance.now();
    const call = run(GetBook, { bookId: '1' }, { connection, timeoutMs: 25_000 });
    await expect(call).rejects.toMatchObject({ code: 'service_unavailable', retryAfterMs: 60_000 });
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('tries a refusal once, and a passing fault as often as it may', async () => {
    const server = await startServer(({ path: target }, response) => sendJson(response, {}, Number(target.split('/').pop())));
    const connection = await open(server);
    await expect(run(GetBook, { bookId: '400' }, { connection })).rejects.toMatchObject({ code: 'api_rejected' });
    expect(server.received).toHaveLength(1);
    await expect(run(GetBook, { bookId: '500' }, { connection, maxAttempts: 2 })).rejects.toMatchObject({
      code: 'service_unavailable',
    });
    expect(server.received).toHaveLength(3);
  });

  it('ends at its deadline, over all attempts', async () => {
    const server = await startServer(() => {});
    const connection = await open(server);
    await expect(run(GetBook, { bookId: '1' }, { connection, timeoutMs: 500 })).rejects.toMatchObject({ code: 'timeout' });
    expect(server.received).toHaveLength(1);
  });

  it('can be cancelled', async () => {
    const server = await startServer(() => {});
    const connection = await open(server);
    const call = run(GetBook, { bookId: '1' }, { connection, signal: AbortSignal.timeout(100) });
    await expect(call).rejects.toMatchObject({ code: 'cancelled', retryable: false });
  });

  it('gives an action its settings without the secret ones, a signal and a log', async () => {
    class Look extends Ending {
      async execute(_input: unknown, context: ActionContext) {
        context.log.info('looking', { at: 'this' });
        seen.push(context);
        const { signal } = context;
        return { done: !signal.aborted && signal === context.signal };
      }
    }
    const seen: ActionContext[] = [];
    const lines: string[] = [];
    const log = { info: (message: string) => void lines.push(message), warn() {} };
    const connection = await open(await startLibrary(), { branch: 'Brno', signingKey: 'canary-key' });
    expect(await run(Look, {}, { connection, log, idempotencyKey: 'mine' })).toEqual({ done: true });
    expect(lines).toEqual(['looking']);
    expect(seen[0]).toMatchObject({ settings: { branch: 'Brno' }, idempotencyKey: 'mine' });
    expect(JSON.stringify([seen[0]?.settings, connection.settings])).not.toContain('canary');
    expect(connection.client.redact('canary-key')).toBe('[redacted]');
  });

  it('aborts the signal of an action at the deadline', async () => {
    class Wait extends Ending {
      async execute(_input: unknown, { signal }: ActionContext) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return { done: true };
      }
    }
    expect(await run(Wait, {}, { timeoutMs: 50 })).toEqual({ done: true });
  });

  it('makes an action once, however often it runs: its schemas are costly', async () => {
    let made = 0;
    class Counted extends Ending {
      constructor() {
        super();
        made++;
      }
      async execute() {
        return { done: true };
      }
    }
    for (let count = 0; count < 3; count++) await run(Counted, {});
    expect(made).toBe(1);
  });

  it('returns what an action routes, and throws for every other end', async () => {
    const end = async (outcome: unknown) => {
      class End extends Ending {
        async execute() {
          return outcome;
        }
      }
      return run(End, {}, { timeoutMs: 100, maxAttempts: 1 });
    };
    expect(await end(route(['vip'], { done: true }))).toEqual({ done: true });
    await expect(end(stop('nothing to do'))).rejects.toMatchObject({
      code: 'no_output',
      message: 'It ended with "stop": nothing to do',
    });
    await expect(end(stop())).rejects.toMatchObject({ code: 'no_output', message: 'It ended with "stop".' });
    await expect(end(fail('no'))).rejects.toMatchObject({ code: 'action_failed', message: 'no' });
    await expect(end(retry('later'))).rejects.toMatchObject({ code: 'retry_later', message: 'later', retryable: true });
    await expect(end(limit(1000))).rejects.toMatchObject({ code: 'no_output', message: 'It ended with "limit".' });
    await expect(end(page([{ done: true }]))).rejects.toThrow('Read them with pages()');
  });

  it('runs a connector without an application, and keeps it out of private networks', async () => {
    const server = await startServer((_request, response) => response.end());
    class Fetch extends RestConnector {
      readonly name = 'fetch';
      readonly title = 'Fetch';
      readonly input = z.object({ address: z.string() });
      readonly output = z.unknown();
      request({ address }: InputOf<Fetch>) {
        return get(address);
      }
    }
    await expect(run(Fetch, { address: server.url })).rejects.toMatchObject({ code: 'egress_refused' });
    await expect(run(Fetch, { address: '/relative' })).rejects.toMatchObject({ code: 'host_not_declared' });
    expect(server.contacts).toBe(0);
  });
});

describe('pages', () => {
  it('gives one page after the other, as they are asked for', async () => {
    const server = await startLibrary();
    const connection = await open(server);
    const titles: string[][] = [];
    for await (const items of pages(ListBooks, {}, { connection })) {
      expectTypeOf(items).toEqualTypeOf<readonly { id: string; title: string }[]>();
      titles.push(items.map(({ title }) => title));
      if (titles.length === 1) expect(server.received).toHaveLength(1);
    }
    expect(titles).toEqual([['Amok', 'Babel'], ['Cosmos', 'Dune'], ['Emma']]);
    expect(server.received.map(({ path: target }) => target)).toEqual([
      '/api/books?limit=2',
      '/api/books?limit=2&cursor=2',
      '/api/books?limit=2&cursor=4',
    ]);
  });

  it.each([undefined, null, ''])('ends at a cursor of %j', async (next) => {
    const server = await startServer((_request, response) => sendJson(response, { books: [], next }));
    const connection = await open(server);
    const all = await collect(pages(ListBooks, {}, { connection }));
    expect(all).toEqual([[]]);
  });

  it('stops where the caller does', async () => {
    const server = await startLibrary();
    const connection = await open(server);
    for await (const _items of pages(ListBooks, {}, { connection })) break;
    expect(server.received).toHaveLength(1);
  });

  it('refuses to go round in circles', async () => {
    let count = 0;
    const server = await startServer((_request, response) => sendJson(response, { books: [], next: String(count++ % 3) }));
    const connection = await open(server);
    await expect(collect(pages(ListBooks, {}, { connection }))).rejects.toThrow('gave the same cursor twice');
    expect(server.received).toHaveLength(4);
  });

  it('throws for an answer of another shape, an item that does not fit, and a refusal', async () => {
    const answers: Record<string, [unknown, number]> = {
      '1': [{ list: [] }, 200],
      '2': [{ books: [{ id: '1' }] }, 200],
      '3': [{}, 403],
    };
    const server = await startServer(({ path: target }, response) =>
      sendJson(response, ...(answers[new URL(target, 'http://x').searchParams.get('limit') ?? ''] ?? [{}, 500])),
    );
    const connection = await open(server);
    const all = (limit: number) => collect(pages(ListBooks, { limit }, { connection }));
    await expect(all(1)).rejects.toMatchObject({ code: 'unexpected_output', path: 'books' });
    await expect(all(2)).rejects.toMatchObject({
      code: 'unexpected_output',
      path: 'title',
      message: expect.stringContaining('Item 0'),
    });
    await expect(all(3)).rejects.toMatchObject({ code: 'api_rejected', status: 403 });
  });
});

describe('connect', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ apiKey: 'k' }, 'address'],
    [{ apiKey: 'k', address: 'ftp://x' }, 'address'],
    [{ apiKey: 'k', address: 'https://user:pw@x.example' }, 'address'],
    [{ address: 'https://x.example' }, 'apiKey'],
    [{ address: 'https://x.example', apiKey: '' }, 'apiKey'],
    [{ address: 'https://x.example', apiKey: 7 }, 'apiKey'],
  ])('throws a SettingsError for %j that names %s', async (values, wrong) => {
    await expect(connect(Library, values)).rejects.toMatchObject({
      name: 'SettingsError',
      code: 'invalid_settings',
      path: wrong,
    });
  });

  it('takes an address with a slash at its end', async () => {
    const server = await startLibrary();
    const connection = await open({ url: `${server.url}/` });
    await run(GetBook, { bookId: '1' }, { connection });
    expect(server.received.map(({ path: target }) => target)).toEqual(['/api/books/1']);
  });

  it('gives a client that can test the login', async () => {
    const server = await startLibrary();
    const connection = await open(server);
    await connection.client.test(scope());
    expect(server.received.map(({ path: target }) => target)).toEqual(['/api/books?limit=1']);
  });

  it('gives each connection its own tokens', async () => {
    class Cloud extends OAuth2Application {
      readonly name = 'cloud';
      readonly title = 'Cloud';
      readonly description = 'A cloud.';
      override readonly settings = z.object({ address: url('Address') });
      baseUrl({ address }: SettingsOf<Cloud>) {
        return address;
      }
      oauth2({ address }: SettingsOf<Cloud>) {
        return { grant: 'clientCredentials' as const, tokenUrl: `${address}/token` };
      }
    }
    const server = await startServer(({ path: target, headers }, response) => {
      const user = Buffer.from(String(headers.authorization).slice(6), 'base64').toString().split(':')[0];
      sendJson(response, target === '/token' ? { access_token: `token-of-${user}` } : { id: headers.authorization, title: '' });
    });
    const http = localHttp();
    const ids: string[] = [];
    for (const clientId of ['ada', 'bob']) {
      const connection = await connect(Cloud, { address: server.url, clientId, clientSecret: 'secret' }, { http });
      ids.push((await run(GetBook, { bookId: '1' }, { connection })).id);
    }
    expect(ids).toEqual(['Bearer token-of-ada', 'Bearer token-of-bob']);
  });
});
