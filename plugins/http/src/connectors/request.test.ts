import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { Request } from './request.ts';

const order = { id: 51, total: '42.00' };
const settings = { baseUrl: 'https://api.example.com/v1/' };

describe('Request', () => {
  it('sends method, path, query and headers, and gives the answer in full', async () => {
    const api = testConnector(Request, { application: Http, settings });
    api.replies({ status: 201, headers: { 'X-Total': '7' }, body: order });

    const answer = await api.run({
      method: 'PUT',
      path: '/orders/51?expand=lines',
      query: { tag: ['a', 'b&c'], page: 2, draft: false, none: null },
      headers: { 'X-Note': 'hello', 'Content-Type': 'application/merge-patch+json' },
      json: { total: '42.00' },
    });

    expect(answer).toMatchObject({ status: 201, headers: { 'x-total': '7' }, body: order });
    expect(api.requests).toMatchObject([
      {
        method: 'PUT',
        host: 'api.example.com',
        path: '/v1/orders/51',
        query: { expand: 'lines', tag: ['a', 'b&c'], page: '2', draft: 'false' },
        headers: { 'x-note': 'hello', 'content-type': 'application/merge-patch+json' },
        body: { total: '42.00' },
      },
    ]);
    expect(api.requests[0]?.query).not.toHaveProperty('none');
  });

  it.each([
    [{ json: [1, null] }, 'application/json', '[1,null]'],
    [{ form: { name: 'Ada L', tag: ['a', 'b'] } }, 'application/x-www-form-urlencoded', 'name=Ada+L&tag=a&tag=b'],
    [{ text: 'plain \u00fc' }, 'text/plain; charset=utf-8', 'plain \u00fc'],
    [
      { xml: { Order: { '@id': 7, line: ['a', '<b>'] } } },
      'application/xml; charset=utf-8',
      '<?xml version="1.0" encoding="utf-8"?><Order id="7"><line>a</line><line>&lt;b&gt;</line></Order>',
    ],
  ])('sends %j as what it is', async (content, type, text) => {
    const api = testConnector(Request, { application: Http, settings });
    api.replies(undefined);

    expect(await api.run({ method: 'POST', path: '/orders', ...content })).toMatchObject({ status: 204, body: null });
    expect(api.requests).toMatchObject([{ headers: { 'content-type': type }, text }]);
  });

  it.each([
    ['application/vnd.api+json', '{"id":51}', { id: 51 }],
    ['application/atom+xml', '<feed><entry>a</entry><entry>b</entry></feed>', { feed: { entry: ['a', 'b'] } }],
    ['text/csv', 'id\n51', 'id\n51'],
    ['text/html', '<p>Hello', '<p>Hello'],
    ['text/plain; charset=iso-8859-1', Buffer.from('M\u00fcller', 'latin1'), 'M\u00fcller'],
    ['text/xml', Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><n>\u00fc</n>', 'latin1'), { n: '\u00fc' }],
  ])('reads %s', async (type, body, value) => {
    const api = testConnector(Request, { application: Http, settings });
    api.replies({ status: 200, headers: { 'content-type': type }, body });
    expect(await api.run({ path: '/any' })).toMatchObject({ body: value });
  });

  it('leaves the body as it is where it shall be text', async () => {
    const api = testConnector(Request, { application: Http, settings });
    api.replies({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"id": 1.0}' });
    expect(await api.run({ path: '/any', readAs: 'text' })).toMatchObject({ body: '{"id": 1.0}' });
  });

  it.each([
    ['application/json', '{"id": '],
    ['application/xml', '<a><b></a>'],
    ['application/xml', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ['text/plain; charset=klingon', 'Qapla'],
  ])('does not take broken %s for an answer', async (type, body) => {
    const api = testConnector(Request, { application: Http, settings });
    api.replies({ status: 200, headers: { 'content-type': type }, body });
    expect(await api.outcome({ path: '/any' })).toMatchObject({ error: { code: 'malformed_response' } });
  });

  it('has no body after HEAD', async () => {
    const api = testConnector(Request, { application: Http, settings });
    api.replies({ status: 200, headers: { 'content-type': 'application/json', etag: '"7"' }, body: order });
    expect(await api.run({ method: 'HEAD', path: '/orders/51' })).toMatchObject({ headers: { etag: '"7"' }, body: null });
  });

  it('calls the base URL itself without a path', async () => {
    const api = testConnector(Request, { application: Http, settings });
    api.replies(order);
    await api.run({});
    expect(api.requests).toMatchObject([{ method: 'GET', path: '/v1' }]);
  });

  it('takes for a success, a failure or an outage what its lists say', async () => {
    const outcomeOf = (status: number) => {
      const api = testConnector(Request, { application: Http, settings });
      api.replies({ status, body: { message: 'so it is' } });
      return api.outcome({ path: '/any', success: [404, '300-304'], fail: ['>=500', '202'], retry: ['409'] });
    };
    expect(await outcomeOf(404)).toMatchObject({ outcome: 'success', output: { status: 404, body: { message: 'so it is' } } });
    expect(await outcomeOf(303)).toMatchObject({ outcome: 'success', output: { status: 303 } });
    expect(await outcomeOf(304)).toMatchObject({ outcome: 'fail', error: { code: 'api_rejected' } });
    expect(await outcomeOf(503)).toMatchObject({ outcome: 'fail', error: { code: 'api_rejected', status: 503 } });
    expect(await outcomeOf(202)).toMatchObject({ outcome: 'fail', error: { status: 202 } });
    expect(await outcomeOf(409)).toMatchObject({ outcome: 'retry', error: { code: 'service_unavailable' } });
    expect(await outcomeOf(200)).toMatchObject({ outcome: 'success' });
    expect(await outcomeOf(429)).toMatchObject({ outcome: 'retry', error: { code: 'rate_limit' } });
  });

  it.each([
    [{ path: 'https://evil.example/' }, 'path', 'not an address'],
    [{ path: '//evil.example/' }, 'path', 'another host'],
    [{ path: '/\\evil.example/' }, 'path', 'backslash'],
    [{ path: '@evil.example/' }, 'path', 'begin with "/"'],
    [{ path: '/a/../b' }, 'path', 'segment'],
    [{ headers: { Host: 'evil.example' } }, 'headers.Host', 'base URL'],
    [{ headers: { 'Content-Length': '0' } }, 'headers.Content-Length', 'Leave it out'],
    [{ headers: { authorization: 'Bearer canary' } }, 'headers.authorization', 'Choose a login'],
    [{ headers: { 'X-A': '1\r\nX-Evil: 1' } }, 'headers.X-A', 'line break'],
    [{ success: ['2xx'] }, 'success[0]', 'is not a status range'],
    [{ method: 'POST', json: {}, text: 'a' }, 'text', 'beside "json"'],
    [{ json: {} }, 'json', 'a GET carries no content'],
    [{ method: 'TRACE' }, 'method', 'Invalid option'],
    [{ query: { a: { b: 1 } } }, 'query.a', 'Invalid input'],
    [{ method: 'POST', xml: { a: 1, b: 2 } }, undefined, 'one element at its root'],
  ])('says what is wrong with %j and sends nothing', async (input, path, words) => {
    const api = testConnector(Request, { application: Http, settings });
    const outcome = await api.outcome(input);
    expect(outcome).toMatchObject({ outcome: 'fail', error: { ...(path && { path }), detail: expect.stringContaining(words) } });
    expect(JSON.stringify(outcome)).not.toMatch(/canary|X-Evil/);
    expect(api.requests).toEqual([]);
  });

  it('adds the headers of the connection, and lets its own take their place', async () => {
    const api = testConnector(Request, {
      application: Http,
      settings: {
        ...settings,
        headers: 'Api-Version: 2026-01\nAccept: text/csv\nX-Shop: brno',
        idempotencyHeader: 'Idempotency-Key',
      },
    });
    api.replies(order, order);

    await api.run({ method: 'POST', path: '/orders', json: order, headers: { 'x-shop': 'praha' } });
    await api.run({ path: '/orders' });

    const [write, read] = api.requests;
    expect(write?.headers).toMatchObject({ 'api-version': '2026-01', accept: 'text/csv', 'x-shop': 'praha' });
    expect(write?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(read?.headers).toMatchObject({ 'x-shop': 'brno' });
    expect(read?.headers).not.toHaveProperty('idempotency-key');
  });

  it.each([
    ['X-No-Colon', 'is no header'],
    ['Api-Version: 1\nAuthorization: Bearer canary', 'header 2 would take the place of the credentials'],
    ['Host: evil.example', 'base URL'],
  ])('refuses a connection whose headers are %j', async (headers, words) => {
    const api = testConnector(Request, { application: Http, settings: { ...settings, headers } });
    const error = await api.run({ path: '/orders' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_settings', path: 'headers', message: expect.stringContaining(words) });
    expect(String(error)).not.toContain('canary');
  });

  it('does not follow a redirect to another host', async () => {
    const api = testConnector(Request, { application: Http, settings: { ...settings, login: 'bearer' } });
    api.replies({ status: 302, headers: { location: 'https://evil.example/' } });
    expect(await api.outcome({ path: '/orders' })).toMatchObject({ outcome: 'fail', error: { code: 'host_not_declared' } });
    expect(api.requests).toHaveLength(1);
  });
});

faultMatrix(Request, {
  application: Http,
  settings: { ...settings, login: 'bearer' },
  input: { path: '/orders/51' },
  reply: order,
  request: { method: 'GET', path: '/v1/orders/51' },
  output: { status: 200, body: order },
});
