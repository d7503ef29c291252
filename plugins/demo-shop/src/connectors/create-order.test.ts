import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { CreateOrder } from './create-order.ts';

const order = { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 2 }] };

describe('CreateOrder', () => {
  it('sends the order and returns it with its id', async () => {
    const { shop, connection } = await openShop();

    const created = await run(CreateOrder, order, { connection });

    expect(callsOf(shop)).toMatchObject([{ method: 'POST', path: '/api/orders', body: order }]);
    expect(created).toMatchObject({ customerId: 'cus_001', status: 'pending', items: [{ productId: 'prd_001', quantity: 2 }] });
  });

  it('creates it with another status where one is given', async () => {
    const { connection } = await openShop();
    expect(await run(CreateOrder, { ...order, status: 'paid' }, { connection })).toMatchObject({ status: 'paid' });
  });

  it('creates one order, however often it has to be sent', async () => {
    const { shop, connection } = await openShop();
    shop.fail({ path: '/api/orders', method: 'POST', times: 1, drop: 'after' });

    const created = await run(CreateOrder, order, { connection });

    const calls = callsOf(shop);
    expect(calls).toHaveLength(2);
    expect(new Set(calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(await run(CreateOrder, order, { connection })).not.toMatchObject({ id: created.id });
  });

  it('sends nothing where the order is not complete', async () => {
    const { shop, connection } = await openShop();
    const wrong = { ...order, items: [{ productId: 'prd_001', quantity: 0 }] };
    await expect(run(CreateOrder, wrong, { connection })).rejects.toMatchObject({
      code: 'invalid_input',
      path: 'items[0].quantity',
    });
    await expect(run(CreateOrder, { ...order, items: [] }, { connection })).rejects.toMatchObject({ path: 'items' });
    expect(shop.requests).toHaveLength(0);
  });

  it('says what the shop does not accept', async () => {
    const { connection } = await openShop();
    await expect(run(CreateOrder, { ...order, customerId: 'nope' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      message: expect.stringContaining('There is no customer nope.'),
    });
  });
});
