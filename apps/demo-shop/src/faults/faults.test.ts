import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callerOf } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';

describe('faults', () => {
  let shop: DemoShop;
  let caller: ReturnType<typeof callerOf>;

  beforeAll(async () => {
    shop = await startDemoShop();
    caller = callerOf(shop, shop.issueToken());
  });
  beforeEach(() => shop.reset());
  afterAll(() => shop.close());

  const path = '/api/orders/ord_0001';

  function fetchOrder() {
    return fetch(shop.url + path, { headers: { authorization: `Bearer ${shop.issueToken()}` } });
  }

  async function milliseconds(work: () => Promise<unknown>) {
    const start = performance.now();
    await work();
    return performance.now() - start;
  }

  it('answer with a status and Retry-After, as often as asked', async () => {
    const fault = shop.fail({ path: '/api/orders', status: 429, retryAfter: 1, times: 2 });

    const answers = [await caller.get(path), await caller.get(path), await caller.get(path)];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['1', '1', null]);
    expect(answers[0]?.body).toMatchObject({ error: { code: 'fault' } });
    expect(fault.hits).toBe(2);
    expect(shop.faults).toEqual([]);
  });

  it('last until they are removed', async () => {
    const fault = shop.fail({ path, status: 500 });
    for (let call = 0; call < 5; call++) expect((await caller.get(path)).status).toBe(500);

    fault.remove();
    expect((await caller.get(path)).status).toBe(200);
  });

  it('hit only the method and path they name', async () => {
    shop.fail({ path: '/api/orders', method: 'post', status: 503 });

    expect((await caller.get('/api/orders')).status).toBe(200);
    expect((await caller.post('/api/orders', {})).status).toBe(503);
    expect((await caller.post('/api/webhooks', {})).status).toBe(400);
  });

  it('follow each other when they match the same request', async () => {
    shop.fail({ path, status: 500, times: 1 });
    shop.fail({ path, status: 429, times: 1 });
    const answers = [await caller.get(path), await caller.get(path), await caller.get(path)];
    expect(answers.map(({ status }) => status)).toEqual([500, 429, 200]);
  });

  it('also hit the token endpoint and what is not there', async () => {
    shop.fail({ path: '/', status: 502, times: 2 });
    expect((await caller.post('/oauth/token', {})).status).toBe(502);
    expect((await caller.get('/nowhere')).status).toBe(502);
  });

  it('make an answer slow', async () => {
    shop.fail({ path, delay: 120 });
    expect(await milliseconds(() => caller.get(path))).toBeGreaterThan(110);
  });

  it('let an answer drip, whole in the end', async () => {
    const whole = (await caller.get(path)).body;
    shop.fail({ path, drip: 10 });

    const start = performance.now();
    const response = await fetchOrder();
    const headersAfter = performance.now() - start;
    expect(await response.json()).toEqual(whole);
    expect(performance.now() - start).toBeGreaterThan(headersAfter + 50);
  });

  it('cut the JSON in half', async () => {
    shop.fail({ path, malformed: true });
    const response = await fetchOrder();
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('fill a body up', async () => {
    shop.fail({ path, oversized: 3_000_000 });
    const response = await fetchOrder();
    const body = await response.text();
    expect(body).toHaveLength(3_000_000);
    expect(JSON.parse(body)).toMatchObject({ id: 'ord_0001' });
  });

  it('compress a body', async () => {
    shop.fail({ path, gzip: true });
    const response = await fetchOrder();
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toMatchObject({ id: 'ord_0001' });
  });

  it('make a small answer that unpacks to a large one', async () => {
    shop.fail({ path, oversized: 20_000_000, gzip: true });
    const before = shop.stats().bytes.sent;
    expect(await (await fetchOrder()).text()).toHaveLength(20_000_000);
    expect(shop.stats().bytes.sent - before).toBeLessThan(100_000);
  });

  it('send the caller elsewhere', async () => {
    shop.fail({ path, redirect: 'http://169.254.169.254/', times: 1 });
    shop.fail({ path, redirect: '/elsewhere', status: 308 });

    const [first, second] = [await caller.get(path), await caller.get(path)];
    expect([first.status, first.headers.get('location')]).toEqual([302, 'http://169.254.169.254/']);
    expect([second.status, second.headers.get('location')]).toEqual([308, '/elsewhere']);
  });

  it('drop the connection before anything is done', async () => {
    shop.fail({ path: '/api/orders', drop: 'before' });
    await expect(createOrder('before')).rejects.toThrow('fetch failed');

    expect(shop.stats().statuses).toEqual({ dropped: 1 });
    shop.clearFaults();
    expect((await createOrder('before')).headers.get('idempotent-replayed')).toBeNull();
  });

  it('drop the connection after the work is done', async () => {
    shop.fail({ path: '/api/orders', drop: 'after', times: 1 });
    await expect(createOrder('after')).rejects.toThrow('fetch failed');

    const retried = await createOrder('after');
    expect(retried.headers.get('idempotent-replayed')).toBe('true');
    expect(retried.body).toMatchObject({ id: 'ord_0241' });
  });

  it('drop the connection in the middle of the answer', async () => {
    shop.fail({ path, drop: 'during' });
    const response = await fetchOrder();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('are refused when they have no effect or a wrong name', () => {
    expect(() => shop.fail({ path })).toThrow('Name at least one effect');
    expect(() => shop.fail({ path: 'api', status: 500 })).toThrow();
    expect(() => shop.fail({ path, status: 1000 })).toThrow();
  });

  function createOrder(key: string) {
    const draft = { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 1 }] };
    return caller.post('/api/orders', draft, { 'idempotency-key': key });
  }
});
