import { describe, expect, it } from 'vitest';
import { callerOf, send } from './caller.test-kit.ts';
import { startDemoShop } from './index.ts';

describe('startDemoShop', () => {
  it('listens on loopback, on a free port', async () => {
    await using shop = await startDemoShop();
    expect(shop.url).toBe(`http://127.0.0.1:${shop.port}`);
    expect((await send(`${shop.url}/health`)).body).toEqual({ status: 'ok' });
    expect((await send(shop.url)).body).toContain(`GraphQL   ${shop.url}/graphql`);
  });

  it('starts several shops that know nothing of each other', async () => {
    await using one = await startDemoShop();
    await using other = await startDemoShop();
    const draft = { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 1 }] };
    one.fail({ path: '/api/products', status: 500 });

    await callerOf(one, one.issueToken()).post('/api/orders', draft);

    const caller = callerOf(other, other.issueToken());
    expect((await caller.get('/api/orders/ord_0241')).status).toBe(404);
    expect((await caller.get('/api/products')).status).toBe(200);
    expect((await callerOf(other, one.issueToken()).get('/api/products')).status).toBe(401);
    expect(one.requests).toHaveLength(1);
  });

  it('takes a client and a token lifetime', async () => {
    await using shop = await startDemoShop({ clientId: 'me', clientSecret: 'mine', accessTokenSeconds: 100 });
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'me', client_secret: 'mine' });
    const answer = await send(`${shop.url}/oauth/token`, { method: 'POST', body });
    expect(answer).toMatchObject({ status: 200, body: { expires_in: expect.closeTo(100, -1) } });
  });

  it('closes at once, even with an answer under way', async () => {
    const shop = await startDemoShop();
    shop.fail({ path: '/health', delay: 60_000 });
    const pending = expect(send(`${shop.url}/health`)).rejects.toThrow('fetch failed');
    await expect.poll(() => shop.stats().inFlight).toBe(1);

    const start = performance.now();
    await shop.close();
    await pending;
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('lets requests finish when it is given time to close', async () => {
    const shop = await startDemoShop();
    shop.fail({ path: '/health', delay: 100 });
    const pending = send(`${shop.url}/health`);
    await expect.poll(() => shop.stats().inFlight).toBe(1);

    await shop.close(5000);
    expect((await pending).status).toBe(200);
  });
});
