import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { connectTo } from '../../test/local-connection.ts';
import { type LocalServer, type Received, sendJson, startServer } from '../../test/local-server.ts';
import { execute } from '../actions/execute.ts';
import { pages } from '../actions/run.ts';
import { apiKey } from '../application/authentication.ts';
import { get, type HttpRequest, post } from '../http/request.ts';
import { byCursor } from './by-cursor.ts';
import { byLink } from './by-link.ts';
import { byOffset } from './by-offset.ts';
import { byPage } from './by-page.ts';
import { PagedConnector } from './paged-connector.ts';
import type { Pagination } from './pagination.ts';

const Body = z.union([z.object({ data: z.array(z.unknown()) }), z.array(z.unknown())]);

/** A list that pages in a given way. */
function listBy(pagination: Pagination, request: HttpRequest = get('/items')) {
  return class ListItems extends PagedConnector {
    readonly name = 'list-items';
    readonly title = 'List items';
    readonly input = z.object({});
    readonly output = z.unknown();
    readonly response = Body;
    readonly pagination = pagination;
    request() {
      return request;
    }
    items(body: z.infer<typeof Body>) {
      return 'data' in body ? body.data : body;
    }
  };
}

async function collect(List: ReturnType<typeof listBy>, server: LocalServer, maxPages?: number): Promise<unknown[][]> {
  const collected: unknown[][] = [];
  const options = { connection: connectTo(server), ...(maxPages !== undefined && { maxPages }) };
  for await (const items of pages(List, {}, options)) collected.push([...items]);
  return collected;
}

/** Answers with what `answers` holds for the first, second, … request, and the last of them for ever. */
async function startList(...answers: [body: unknown, headers?: Record<string, string>][]) {
  let count = 0;
  return startServer((_request, response) => {
    const [body, headers = {}] = answers[Math.min(count++, answers.length - 1)] ?? [{}];
    sendJson(response, body, 200, headers);
  });
}

const pathsOf = ({ received }: LocalServer) => received.map(({ path }) => path);

function numbers(from: number, count: number): { id: number }[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({ id: from + index }));
}

/** A list of items that are really taken from where the request says. */
async function startShelf(all: number, read: (query: URLSearchParams) => { from: number; size: number }, facts: object = {}) {
  return startServer(({ path }, response) => {
    const { from, size } = read(new URL(path, 'http://shelf').searchParams);
    sendJson(response, { data: numbers(from, Math.min(size, all - from)), ...facts });
  });
}

describe('byCursor', () => {
  it('asks for the next page until no answer names one', async () => {
    const server = await startList(
      [{ data: [1], paging: { next: { after: 'a b&c=ž' } } }],
      [{ data: [2], paging: { next: { after: '+/=' } } }],
      [{ data: [3] }],
    );
    const List = listBy(byCursor({ parameter: 'after', next: 'paging.next.after' }), get('/items?limit=1&fields=a%20b'));
    expect(await collect(List, server)).toEqual([[1], [2], [3]]);
    expect(pathsOf(server)).toEqual([
      '/items?limit=1&fields=a%20b',
      '/items?limit=1&fields=a%20b&after=a%20b%26c%3D%C5%BE',
      '/items?limit=1&fields=a%20b&after=%2B%2F%3D',
    ]);
  });

  it('reads the id of the last item, as long as there is more', async () => {
    const server = await startList(
      [{ data: [{ id: 'a' }, { id: 'b' }], has_more: true }],
      [{ data: [{ id: 'c' }], has_more: false }],
    );
    await collect(listBy(byCursor({ parameter: 'starting_after', next: 'data.-1.id', while: 'has_more' })), server);
    expect(pathsOf(server)).toEqual(['/items', '/items?starting_after=b']);
  });

  it('takes the place of a cursor that the request has already, however it is written', async () => {
    const server = await startList([{ data: [1], next: 2 }], [{ data: [2] }]);
    const request = get('/items?page%5Bafter%5D=x&page[after]=y&a=b');
    await collect(listBy(byCursor({ parameter: 'page[after]', next: 'next' }), request), server);
    expect(pathsOf(server)[1]).toBe('/items?a=b&page%5Bafter%5D=2');
  });

  it('puts the cursor into the JSON body of a search', async () => {
    const server = await startList([{ data: [1], next_cursor: 'c2' }], [{ data: [2], next_cursor: null }]);
    const List = listBy(
      byCursor({ parameter: 'start_cursor', next: 'next_cursor', in: 'body' }),
      post('/search', { json: { query: 'ž' }, headers: { 'Content-Type': 'application/vnd.api+json' } }),
    );
    await collect(List, server);
    expect(server.received.map(({ body }) => JSON.parse(body))).toEqual([{ query: 'ž' }, { query: 'ž', start_cursor: 'c2' }]);
    expect(server.received[1]?.headers['content-type']).toBe('application/vnd.api+json');
  });

  it('refuses to put a cursor into a body that is no JSON object', async () => {
    const server = await startList([{ data: [1], next: 'c2' }]);
    const List = listBy(byCursor({ parameter: 'cursor', next: 'next', in: 'body' }), post('/search', { form: { a: 'b' } }));
    await expect(collect(List, server)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(server.received).toHaveLength(1);
  });

  it.each([[undefined], [null], [''], [false]])('ends at %j', async (next) => {
    const server = await startList([{ data: [], next }]);
    expect(await collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server)).toEqual([[]]);
  });

  it('takes 0 for a cursor', async () => {
    const server = await startList([{ data: [1], next: 0 }], [{ data: [2] }]);
    await collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server);
    expect(pathsOf(server)[1]).toBe('/items?cursor=0');
  });

  it.each([[true], [{ after: 'x' }], [['x']]])('refuses %j as a cursor', async (next) => {
    const server = await startList([{ data: [1], next }]);
    const collecting = collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'unexpected_output', path: 'next' });
  });

  it('keeps all digits of a cursor that is too long for a number', async () => {
    const server = await startServer(({ path }, response) => {
      const next = path.includes('cursor') ? '' : ',"next":12345678901234567890';
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":["${path}"]${next}}`);
    });
    await collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server);
    expect(pathsOf(server)[1]).toBe('/items?cursor=12345678901234567890');
  });

  it('refuses a number that JavaScript has rounded', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[1],"next":1.2345678901234567890e19}');
    });
    const collecting = collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'unexpected_output', path: 'next' });
  });

  it.each([false, null, undefined, 0, 'false', 'No'])('ends where the service says %j to more', async (more) => {
    const server = await startList([{ data: [1], next: 'c2', more }]);
    expect(await collect(listBy(byCursor({ parameter: 'cursor', next: 'next', while: 'more' })), server)).toEqual([[1]]);
  });

  it('does not end silently where there is more and no cursor to it', async () => {
    const server = await startList([{ data: [], more: true }]);
    const collecting = collect(listBy(byCursor({ parameter: 'cursor', next: 'data.-1.id', while: 'more' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'unexpected_output', path: 'data.-1.id' });
  });
});

describe('byPage', () => {
  const pageAndSize = (first: number) => (query: URLSearchParams) => {
    const size = Number(query.get('per_page'));
    return { from: (Number(query.get('page')) - first) * size, size };
  };

  it.each([
    [5, 3, 1],
    [4, 3, 1],
    [0, 1, 0],
  ])('reads %i items in %i pages, the first of them number %i', async (all, count, first) => {
    const server = await startShelf(all, pageAndSize(first));
    const List = listBy(byPage({ parameter: 'page', first, size: { parameter: 'per_page', value: 2 } }));
    expect((await collect(List, server)).flat()).toEqual(numbers(0, all));
    expect(pathsOf(server)).toEqual(numbers(first, count).map(({ id }) => `/items?per_page=2&page=${id}`));
  });

  it('takes the size that the request asks for', async () => {
    const server = await startShelf(5, pageAndSize(1));
    const List = listBy(
      byPage({ parameter: 'page', size: { parameter: 'per_page', value: 2 } }),
      get('/items?per_page=4&page=9'),
    );
    expect((await collect(List, server)).flat()).toEqual(numbers(0, 5));
    expect(pathsOf(server)).toEqual(['/items?per_page=4&page=1', '/items?per_page=4&page=2']);
  });

  it.each([
    [250, [100, 100, 50]],
    [200, [100, 100, 0]],
    [100, [100, 0]],
    [30, [30, 0]],
    [500, [100, 100, 100, 100, 100, 0]],
  ])('loses none of %i items where the service gives at most 100 of the 500 that it is asked for', async (all, expected) => {
    const server = await startShelf(all, (query) => ({ from: (Number(query.get('page')) - 1) * 100, size: 100 }));
    const read = await collect(listBy(byPage({ parameter: 'page', size: { parameter: 'per_page', value: 500 } })), server);
    expect(read.flat()).toEqual(numbers(0, all));
    expect(read.map((page) => page.length)).toEqual(expected);
  });

  it('counts what it is given where the service tells how many there are, even if it gives less than asked', async () => {
    const server = await startShelf(6, (query) => ({ from: (Number(query.get('page')) - 1) * 2, size: 2 }), {
      meta: { total: '6' },
    });
    const List = listBy(byPage({ parameter: 'page', size: { parameter: 'per_page', value: 50 }, total: 'meta.total' }));
    expect((await collect(List, server)).flat()).toEqual(numbers(0, 6));
    expect(server.received).toHaveLength(3);
  });

  it('reads as many pages as the service says, full or not', async () => {
    const server = await startList([{ data: [1], pages: 3 }], [{ data: [2], pages: 3 }], [{ data: [3], pages: 3 }]);
    const List = listBy(byPage({ parameter: 'p', first: 0, size: { parameter: 'n', value: 9 }, totalPages: 'pages' }));
    expect(await collect(List, server)).toEqual([[1], [2], [3]]);
  });

  it('believes a service that says whether there is more, and ends at an empty page all the same', async () => {
    const short = await startList([{ data: [1], more: true }], [{ data: [2, 3], more: false }]);
    const options = { parameter: 'page', size: { parameter: 'n', value: 2 }, more: 'more' };
    expect(await collect(listBy(byPage(options)), short)).toEqual([[1], [2, 3]]);
    const empty = await startList([{ data: [], more: true }]);
    expect(await collect(listBy(byPage(options)), empty)).toEqual([[]]);
  });

  it('says so where the number of items is missing', async () => {
    const server = await startList([{ data: [1], total: 'many' }]);
    const collecting = collect(listBy(byPage({ parameter: 'page', total: 'total' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'unexpected_output', path: 'total' });
  });

  it.each(['x', '', '-1', '1.5', '1:2:3', '1e3'])('sends nothing for the made-up cursor %j', async (cursor) => {
    const List = listBy(byPage({ parameter: 'page' }));
    const outcome = await execute(new List(), {}, contextWith({ cursor }));
    expect(outcome).toMatchObject({ outcome: 'fail', error: { code: 'invalid_input', path: 'cursor' } });
  });
});

describe('byOffset', () => {
  const fromOffset = (query: URLSearchParams) => ({ from: Number(query.get('offset')), size: Number(query.get('limit')) });

  it('goes on after the items it has, until a page is not full', async () => {
    const server = await startShelf(5, fromOffset);
    const List = listBy(byOffset({ parameter: 'offset', size: { parameter: 'limit', value: 2 } }));
    expect((await collect(List, server)).flat()).toEqual(numbers(0, 5));
    expect(pathsOf(server).map((path) => new URL(path, server.url).searchParams.get('offset'))).toEqual(['0', '2', '4']);
  });

  it.each([250, 200, 30])(
    'loses none of %i items where the service gives at most 100 of the 500 that it is asked for',
    async (all) => {
      const server = await startShelf(all, (query) => ({
        from: fromOffset(query).from,
        size: Math.min(100, fromOffset(query).size),
      }));
      const List = listBy(byOffset({ parameter: 'offset', size: { parameter: 'limit', value: 500 } }));
      expect((await collect(List, server)).flat()).toEqual(numbers(0, all));
    },
  );

  it('reads all that are announced where the service gives less at once than asked', async () => {
    const server = await startShelf(5, (query) => ({ from: fromOffset(query).from, size: 2 }), { total: 5 });
    const List = listBy(byOffset({ parameter: 'offset', size: { parameter: 'limit', value: 100 }, total: 'total' }));
    expect((await collect(List, server)).flat()).toEqual(numbers(0, 5));
    expect(server.received).toHaveLength(3);
  });

  it('goes on to an empty page where nothing tells the end', async () => {
    const server = await startShelf(3, (query) => ({ from: fromOffset(query).from, size: 2 }));
    expect((await collect(listBy(byOffset({ parameter: 'offset' })), server)).flat()).toEqual(numbers(0, 3));
    expect(server.received).toHaveLength(3);
  });
});

describe('byLink', () => {
  it('follows the address in the Link header, absolute or relative to the one that answered', async () => {
    const server = await startList(
      [[1], { link: '</api/items?page=2>; rel="next", </api/items?page=9>; rel="last"' }],
      [[2], { link: '<?page=3#top>; REL=NEXT' }],
      [[3], { link: '</api/items?page=1>; rel="first"' }],
    );
    const List = listBy(byLink(), get('/api/items?size=1'));
    expect(await collect(List, server)).toEqual([[1], [2], [3]]);
    expect(pathsOf(server)).toEqual(['/api/items?size=1', '/api/items?page=2', '/api/items?page=3']);
  });

  it('follows an address in the body', async () => {
    const server = await startServer(({ path }: Received, response) =>
      sendJson(response, path.endsWith('2') ? { data: [2] } : { data: [1], '@odata.nextLink': `${server.url}/items?p=2` }),
    );
    expect(await collect(listBy(byLink({ field: '@odata.nextLink' })), server)).toEqual([[1], [2]]);
  });

  it('leads to no host that is not declared, and sends no credentials there', async () => {
    const evil = await startList([{ data: [] }]);
    const server = await startList([[1], { link: `<${evil.url}/items>; rel=next` }]);
    await expect(collect(listBy(byLink()), server)).rejects.toMatchObject({ code: 'host_not_declared' });
    expect(evil.contacts).toBe(0);
  });

  it('does not show an API key of the query to the action', async () => {
    const server = await startList([[1], { link: '<?page=2>; rel=next' }]);
    const connection = connectTo(server, {
      api: { authentication: apiKey({ query: 'key' }) },
      credentials: { apiKey: 'canary-1' },
    });
    const List = listBy(byLink());
    const { client } = connection;
    const call = { deadlineAt: performance.now() + 5000, traceId: '0'.repeat(31).concat('1'), idempotencyKey: 'k' };
    const outcome = await execute(
      new List(),
      {},
      contextWith({ send: (request, responses) => client.send(request, call, responses) }),
    );
    expect(outcome).toEqual({ outcome: 'page', items: [1], cursor: `${server.url}/items?page=2` });
    expect(pathsOf(server)).toEqual(['/items?key=canary-1']);
  });

  it.each([[42], [{ href: 'x' }]])('refuses %j as an address', async (next) => {
    const server = await startList([{ data: [1], next }]);
    const collecting = collect(listBy(byLink({ field: 'next' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'unexpected_output', path: 'next' });
  });
});

describe('PagedConnector', () => {
  it.each([
    ['text/html', '<p>Maintenance</p>'],
    ['application/json', '"text"'],
    ['application/json', 'null'],
    ['application/json', ''],
  ])('does not take an answer of %s %j for an empty page', async (type, body) => {
    const server = await startServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    const collecting = collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'unexpected_output', message: expect.stringContaining(type) });
  });

  it('says which field of the answer is missing', async () => {
    const server = await startList([{ results: [] }]);
    const collecting = collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'unexpected_output' });
  });

  it('is not caught by a service that gives the same cursor again', async () => {
    const server = await startList([{ data: [1], next: 'same' }], [{ data: [2], next: 'same' }]);
    const collecting = collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server);
    await expect(collecting).rejects.toMatchObject({ code: 'endless_pages' });
    expect(server.received).toHaveLength(2);
  });

  it('is not caught by a service that ignores the cursor and gives the same page for ever', async () => {
    const server = await startList([{ data: numbers(0, 2) }]);
    const List = listBy(byPage({ parameter: 'pages', size: { parameter: 'size', value: 2 } }));
    await expect(collect(List, server)).rejects.toMatchObject({
      code: 'endless_pages',
      message: expect.stringContaining('same page'),
    });
    expect(server.received).toHaveLength(2);
  });

  it('stops at a number of pages that nobody can want, and not before', async () => {
    let count = 0;
    const server = await startServer((_request, response) => {
      count++;
      sendJson(response, { data: [count], next: `c${count}` });
    });
    const List = listBy(byCursor({ parameter: 'cursor', next: 'next' }));
    await expect(collect(List, server, 3)).rejects.toMatchObject({ code: 'endless_pages' });
    expect(count).toBe(3);
    const short = await startList([{ data: [1], next: 'b' }], [{ data: [2] }]);
    expect(await collect(List, short, 2)).toEqual([[1], [2]]);
  });

  it('takes empty pages that follow each other for what they are', async () => {
    const server = await startList([{ data: [], next: 'b' }], [{ data: [], next: 'c' }], [{ data: [1] }]);
    expect(await collect(listBy(byCursor({ parameter: 'cursor', next: 'next' })), server)).toEqual([[], [], [1]]);
  });
});
