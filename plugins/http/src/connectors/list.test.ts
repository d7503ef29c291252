import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { List } from './list.ts';

const settings = { baseUrl: 'https://api.example.com/v1' };

describe('List', () => {
  it('reads a list of one page', async () => {
    const api = testConnector(List, { application: Http, settings: { ...settings, headers: 'X-Shop: brno' } });
    api.replies([1, { id: 2 }, 'three']);
    expect(await api.pages({ path: '/numbers', query: { all: true }, pagination: 'none' })).toEqual([[1, { id: 2 }, 'three']]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/numbers', query: { all: 'true' }, headers: { 'x-shop': 'brno' } },
    ]);
  });

  it('goes on with a cursor', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies({ data: [{ id: 'a' }, { id: 'b' }], has_more: true }, { data: [{ id: 'c' }], has_more: false });
    const paging = { pagination: 'cursor', parameter: 'starting_after', next: 'data.-1.id', more: 'has_more' } as const;

    expect(await api.pages({ path: '/orders', items: 'data', ...paging })).toEqual([[{ id: 'a' }, { id: 'b' }], [{ id: 'c' }]]);
    expect(api.requests.map(({ query }) => query)).toEqual([{}, { starting_after: 'b' }]);
  });

  it('goes on by number, until a page is not full', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies([1, 2], [3]);
    const paging = { pagination: 'page', parameter: 'page', sizeParameter: 'per_page', size: 2, firstPage: 0 } as const;

    expect(await api.pages({ path: '/orders', ...paging })).toEqual([[1, 2], [3]]);
    expect(api.requests.map(({ query }) => query)).toEqual([
      { page: '0', per_page: '2' },
      { page: '1', per_page: '2' },
    ]);
  });

  it('goes on by number, until the pages that were announced are read', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies({ list: [1], pages: 2 }, { list: [2], pages: 2 });
    const paging = { pagination: 'page', parameter: 'p', totalPages: 'pages' } as const;
    expect(await api.pages({ path: '/orders', items: 'list', ...paging })).toEqual([[1], [2]]);
  });

  it('goes on by offset', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies({ meta: { total: 3 }, list: [1, 2] }, { meta: { total: 3 }, list: [3] });
    const paging = { pagination: 'offset', parameter: 'skip', total: 'meta.total' } as const;

    expect(await api.pages({ path: '/orders', items: 'list', ...paging })).toEqual([[1, 2], [3]]);
    expect(api.requests.map(({ query }) => query)).toEqual([{ skip: '0' }, { skip: '2' }]);
  });

  it('follows the link of a header', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies({ status: 200, headers: { link: '<https://api.example.com/v1/orders?page=2>; rel="next"' }, body: [1] }, [2]);
    expect(await api.pages({ path: '/orders', pagination: 'link', query: { state: 'open' } })).toEqual([[1], [2]]);
    expect(api.requests.map(({ target }) => target)).toEqual(['/v1/orders?state=open', '/v1/orders?page=2']);
  });

  it('follows the link of a field, relative to where it was', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies({ value: [1], '@odata.nextLink': 'orders?$skiptoken=x' }, { value: [2] });
    const paging = { pagination: 'link', link: '@odata.nextLink' } as const;
    expect(await api.pages({ path: '/orders', items: 'value', ...paging })).toEqual([[1], [2]]);
    expect(api.requests[1]?.target).toBe('/v1/orders?$skiptoken=x');
  });

  it('searches with JSON, and pages in it', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies({ hits: [1], next: 'b' }, { hits: [2], next: null });
    const paging = { pagination: 'cursor', parameter: 'after', parameterIn: 'body', next: 'next' } as const;

    await api.pages({ method: 'POST', path: '/search', json: { state: 'open' }, items: 'hits', ...paging });

    expect(api.requests).toMatchObject([
      { method: 'POST', body: { state: 'open' } },
      { method: 'POST', body: { state: 'open', after: 'b' } },
    ]);
  });

  it('reads XML, where one item is a list of one and none is an empty list', async () => {
    const api = testConnector(List, { application: Http, settings });
    api.replies('<orders><order id="1"/><order id="2"/></orders>', '<orders><order id="3"/></orders>', '<orders/>');
    const paging = { pagination: 'page', parameter: 'page' } as const;
    expect(await api.pages({ path: '/orders', items: 'orders.order', ...paging })).toEqual([
      [{ '@id': '1' }, { '@id': '2' }],
      [{ '@id': '3' }],
      [],
    ]);
  });

  it.each(['https://evil.example/orders', 'https://login.example.com/orders', 'http://api.example.com/v1/orders'])(
    'does not follow a link to %s',
    async (link) => {
      const api = testConnector(List, {
        application: Http,
        settings: { ...settings, login: 'clientCredentials', tokenUrl: 'https://login.example.com/token' },
      });
      api.replies({ value: [1], next: link });
      const input = { path: '/orders', items: 'value', pagination: 'link', link: 'next' };

      const first = await api.outcome(input);
      const cursor = first.outcome === 'page' ? first.cursor : undefined;

      expect(await api.outcome(input, { cursor })).toMatchObject({ outcome: 'fail', error: { code: 'host_not_declared' } });
      expect(api.requests).toHaveLength(1);
    },
  );

  it.each([
    [{ data: { orders: {} } }, 'data.orders', 'no list at "data.orders"'],
    [{ data: [] }, 'orders', 'no list at "orders"'],
    [{ data: [] }, '', 'Name the path'],
    ['plain', '', 'neither JSON nor XML'],
  ])('says where it finds no items in %j', async (reply, items, words) => {
    const api = testConnector(List, { application: Http, settings });
    api.replies(reply);
    const detail = expect.stringContaining(words);
    expect(await api.outcome({ path: '/', items, pagination: 'none' })).toMatchObject({
      error: { code: 'unexpected_output', detail },
    });
  });

  it.each([
    [{}, 'pagination'],
    [{ pagination: 'cursor', parameter: 'after' }, 'next'],
    [{ pagination: 'page' }, 'parameter'],
    [{ pagination: 'page', parameter: 'page', size: 100 }, 'sizeParameter'],
    [{ pagination: 'offset', parameter: 'skip', sizeParameter: 'limit' }, 'size'],
    [{ pagination: 'none', path: '//evil.example' }, 'path'],
    [{ pagination: 'none', headers: { host: 'evil.example' } }, 'headers.host'],
  ])('says what is missing or wrong in %j', async (input, path) => {
    const api = testConnector(List, { application: Http, settings });
    expect(await api.outcome({ path: '/orders', ...input })).toMatchObject({ error: { code: 'invalid_input', path } });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(List, {
  application: Http,
  settings: { ...settings, login: 'bearer' },
  input: { path: '/orders', items: 'data', pagination: 'page', parameter: 'page', sizeParameter: 'limit', size: 1, more: 'more' },
  reply: { data: [{ id: 1 }], more: true },
  nextReply: { data: [{ id: 2 }], more: false },
});
