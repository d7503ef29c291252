import { get as httpGet } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, send } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';

describe('/_control', () => {
  let shop: DemoShop;
  let caller: ReturnType<typeof callerOf>;

  beforeAll(async () => {
    shop = await startDemoShop();
    caller = callerOf(shop, shop.issueToken());
  });
  beforeEach(() => shop.reset());
  afterAll(() => shop.close());

  it('sets up, lists and removes faults', async () => {
    const created = await caller.post('/_control/faults', { path: '/api', status: 503 });
    expect(created).toMatchObject({ status: 201, body: { id: expect.any(String), path: '/api', status: 503, hits: 0 } });
    expect((await caller.get('/api/orders')).status).toBe(503);

    const { body } = await caller.get('/_control/faults');
    expect(body).toMatchObject({ faults: [{ path: '/api', hits: 1 }] });

    expect((await caller.delete(`/_control/faults/${shop.faults[0]?.id}`)).status).toBe(204);
    expect((await caller.delete('/_control/faults/flt_0')).status).toBe(404);
    expect((await caller.get('/api/orders')).status).toBe(200);
  });

  it('removes all faults at once', async () => {
    shop.fail({ path: '/api', status: 500 });
    shop.fail({ path: '/oauth', status: 500 });
    expect((await caller.delete('/_control/faults')).status).toBe(204);
    expect(shop.faults).toEqual([]);
  });

  it('says what is wrong with a fault', async () => {
    const { status, body } = await caller.post('/_control/faults', { path: '/api', status: 'broken' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'invalid_input', field: 'status' } });
  });

  it('is not hit by faults itself', async () => {
    shop.fail({ path: '/', status: 500 });
    expect((await caller.get('/_control/stats')).status).toBe(200);
  });

  it('tells what was asked, how it was answered and how much went over the wire', async () => {
    shop.fail({ path: '/api/products', delay: 50, times: 3 });
    await Promise.all([1, 2, 3].map(() => caller.get('/api/products')));
    await caller.get('/api/orders/ord_0001');
    await caller.get('/api/orders/ord_9999');
    await caller.post('/oauth/token', {});

    const { body } = await caller.get('/_control/stats');
    expect(body).toEqual({
      routes: { 'GET /api/products': 3, 'GET /api/orders/:id': 2, 'POST /oauth/token': 1 },
      statuses: { 200: 4, 400: 1, 404: 1 },
      tokenRequests: 1,
      inFlight: 0,
      maxInFlight: 3,
      bytes: { received: expect.any(Number), sent: expect.any(Number) },
    });
    expect(shop.tokenRequests).toBe(1);
    expect(shop.stats().bytes.sent).toBeGreaterThan(10_000);
  });

  it('shows the requests that were made', async () => {
    await caller.get('/api/orders?status=paid&limit=3');
    await caller.post('/api/orders', { customerId: 'cus_001' });

    const { body } = await caller.get('/_control/requests');
    expect(body).toMatchObject({
      requests: [
        { method: 'GET', path: '/api/orders', query: { status: 'paid', limit: '3' } },
        {
          method: 'POST',
          path: '/api/orders',
          headers: { authorization: expect.stringMatching(/^Bearer /) },
          body: { customerId: 'cus_001' },
        },
      ],
    });
  });

  it('keeps the last thousand requests', async () => {
    for (let round = 0; round < 11; round++) await Promise.all(Array.from({ length: 100 }, () => send(`${shop.url}/health`)));
    expect(shop.requests).toHaveLength(1000);
    expect(shop.stats().routes).toEqual({ 'GET /health': 1100 });
  });

  it('expires tokens', async () => {
    const token = shop.issueToken();
    await caller.post('/_control/expire-tokens', {});
    expect((await callerOf(shop, token).get('/api/orders')).status).toBe(401);
    caller = callerOf(shop, shop.issueToken());
  });

  it('resets what was created', async () => {
    await caller.post('/api/orders', { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 1 }] });
    await caller.post('/api/webhooks', { url: 'http://localhost:1', events: ['order.created'] });
    shop.fail({ path: '/api/products', status: 500 });

    await caller.post('/_control/reset', {});

    expect(shop.requests).toEqual([]);
    expect(shop.stats()).toMatchObject({ routes: {}, statuses: {} });
    expect((await caller.get('/api/orders/ord_0241')).status).toBe(404);
    expect((await caller.get('/api/webhooks')).body).toEqual({ webhooks: [] });
    expect((await caller.get('/api/products')).status).toBe(200);
  });

  it('answers to this machine only', async () => {
    expect(await statusFor({ host: 'rebound.example' })).toBe(403);
    expect(await statusFor({ origin: 'https://page.example' })).toBe(403);
    expect(await statusFor({ host: `localhost:${shop.port}`, origin: 'http://localhost:5173' })).toBe(200);
  });

  /** Uses node:http, since fetch does not let a caller choose its Host. */
  function statusFor(headers: Record<string, string>) {
    return new Promise((resolve, reject) => {
      httpGet(`${shop.url}/_control/stats`, { headers }, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
  }
});
