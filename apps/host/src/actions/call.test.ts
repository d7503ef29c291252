import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databases, hostIn, testHost } from '../host.test-kit.ts';

const plugins = [{ application: 'shop', login: 'oauth2' as const }];

async function shopAndHost(options = {}) {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  const host = await testHost({ plugins, ...options });
  const values = { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret };
  const id = await host.connect('shop', 'main', values);
  return { shop, id, ...host };
}

describe.each(databases)('POST /api/actions/:id/call on $engine', ({ open }) => {
  it('calls the service and returns what it answered', async () => {
    const { shop, id, call } = await shopAndHost(await open());

    const answer = await call('shop.get', { connection: id, input: { path: '/api/orders/ord_0001' } });

    expect(answer).toMatchObject({ status: 200, body: { outcome: 'success', attempts: 1, output: { id: 'ord_0001' } } });
    expect(shop.requests.at(-1)).toMatchObject({ method: 'GET', path: '/api/orders/ord_0001' });
  });

  it('takes the name of a connection as well', async () => {
    const { call } = await shopAndHost(await open());
    expect(await call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0002' } })).toMatchObject({
      status: 200,
    });
  });

  it('asks for one token however many callers wait', async () => {
    const { shop, call } = await shopAndHost(await open());
    await call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    shop.expireTokens();
    const before = shop.tokenRequests;

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } })),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(shop.tokenRequests - before).toBe(1);
  });

  it('keeps its token for the next start of the host', async () => {
    const options = await open();
    const { shop, call, host, project } = await shopAndHost(options);
    await call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    await host.close();

    const next = await hostIn(project, options);

    expect(await next.call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } })).toMatchObject({
      status: 200,
    });
    expect(shop.tokenRequests).toBe(1);
  });
});

describe('POST /api/actions/:id/call', () => {
  it('returns the items of a page and goes on at its cursor', async () => {
    const { call } = await shopAndHost();
    const first = await call('shop.list', { connection: 'main', input: { path: '/api/orders' } });
    expect(first.body).toMatchObject({
      outcome: 'page',
      output: [{ id: 'ord_0001' }, { id: 'ord_0002' }],
      cursor: expect.any(String),
    });

    const { cursor } = first.body as { cursor: string };
    const second = await call('shop.list', { connection: 'main', input: { path: '/api/orders' }, cursor });

    expect(second.body).toMatchObject({ output: [{ id: 'ord_0003' }, { id: 'ord_0004' }] });
  });

  it('names the path of a wrong input, and the service never hears of it', async () => {
    const { shop, call } = await shopAndHost();
    const before = shop.requests.length;

    const answer = await call('shop.get', { connection: 'main', input: { path: 7 } });

    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_input', path: 'path', retryable: false } });
    expect(shop.requests).toHaveLength(before);
  });
});
