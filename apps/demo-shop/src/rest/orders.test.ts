import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callerOf, send } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';

const Page = z.object({
  orders: z.array(z.object({ id: z.string(), status: z.string(), createdAt: z.string() })),
  next: z.string().nullable(),
});

describe('orders', () => {
  let shop: DemoShop;
  let caller: ReturnType<typeof callerOf>;

  beforeAll(async () => {
    shop = await startDemoShop();
    caller = callerOf(shop, shop.issueToken());
  });
  beforeEach(() => shop.reset());
  afterAll(() => shop.close());

  async function list(query: string) {
    return Page.parse((await caller.get(`/api/orders?${query}`)).body);
  }

  function create(body: unknown, key?: string) {
    return caller.post('/api/orders', body, key === undefined ? {} : { 'idempotency-key': key });
  }

  const draft = { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 2 }] };

  it('come fifty at a time', async () => {
    const { headers } = await caller.get('/api/orders');
    const { orders, next } = await list('');

    expect(headers.get('x-request-id')).toMatch(/^req_\d+$/);
    expect(orders).toHaveLength(50);
    expect(orders[0]?.id).toBe('ord_0001');
    expect(next).toEqual(expect.any(String));
  });

  it('are all there when the cursor is followed', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { orders, next } = await list(`limit=100${cursor}`);
      seen.push(...orders.map(({ id }) => id));
      cursor = next && `&cursor=${next}`;
    }

    expect(seen).toHaveLength(240);
    expect(new Set(seen).size).toBe(240);
  });

  it('can be filtered by status and time, also across pages', async () => {
    const query = 'status=cancelled&createdAfter=2026-06-01T00:00:00Z&limit=5';
    const first = await list(query);
    const second = await list(`${query}&cursor=${first.next}`);

    const both = [...first.orders, ...second.orders];
    expect(first.orders).toHaveLength(5);
    expect(both.every(({ status, createdAt }) => status === 'cancelled' && createdAt > '2026-06-01')).toBe(true);
    expect(new Set(both.map(({ id }) => id)).size).toBe(both.length);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=', 'cursor'],
    ['status=lost', 'status'],
    ['createdAfter=yesterday', 'createdAfter'],
  ])('are not listed for %s', async (query, field) => {
    const { status, body } = await caller.get(`/api/orders?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({ error: { code: 'invalid_input', message: expect.any(String), field } });
  });

  it('can be read one by one', async () => {
    const { body } = await caller.get('/api/orders/ord_0200');
    expect(body).toMatchObject({ id: 'ord_0200', number: '2026-0200' });
  });

  it('that do not exist are a 404', async () => {
    const { status, body } = await caller.get('/api/orders/ord_9999');
    expect(status).toBe(404);
    expect(body).toEqual({ error: { code: 'not_found', message: 'There is no order ord_9999.' } });
  });

  it('can be created, priced in the currency of the customer', async () => {
    const { status, body } = await create(draft);

    expect(status).toBe(201);
    expect(body).toMatchObject({ id: 'ord_0241', customerId: 'cus_001', status: 'pending', currency: 'CZK', total: '945.00' });
    expect((await caller.get('/api/orders/ord_0241')).body).toEqual(body);
    expect((await list('createdAfter=2026-08-31T00:00:00Z')).orders).toMatchObject([{ id: 'ord_0241' }]);
  });

  it.each([
    [{}, 'customerId'],
    [{ ...draft, customerId: 'cus_999' }, 'customerId'],
    [{ ...draft, items: [] }, 'items'],
    [{ ...draft, items: [{ productId: 'prd_001', quantity: 0 }] }, 'items.0.quantity'],
    [{ ...draft, items: [{ productId: 'prd_999', quantity: 1 }] }, 'items.0.productId'],
  ])('are not created from %j', async (input, field) => {
    const { status, body } = await create(input);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'invalid_input', field } });
  });

  it('are created once per idempotency key', async () => {
    const [first, second, other] = [await create(draft, 'one'), await create(draft, 'one'), await create(draft, 'two')];

    expect([first.status, second.status, other.status]).toEqual([201, 201, 201]);
    expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
    expect(second.body).toEqual(first.body);
    expect(other.body).toMatchObject({ id: 'ord_0242' });
  });

  it('are refused when a key comes back with another body', async () => {
    await create(draft, 'one');
    const { status, body } = await create({ ...draft, status: 'paid' }, 'one');

    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { code: 'idempotency_mismatch' } });
  });

  it('answer broken JSON with a 400', async () => {
    const headers = { authorization: `Bearer ${shop.issueToken()}`, 'content-type': 'application/json' };
    const { status, body } = await send(`${shop.url}/api/orders`, { method: 'POST', headers, body: '{"customerId":' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'bad_request' } });
  });
});
