import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { GetOrder } from './get-order.ts';

describe('GetOrder', () => {
  it('asks for one order by its id', async () => {
    const { shop, connection } = await openShop();

    const order = await run(GetOrder, { orderId: 'ord_0001' }, { connection });

    expect(callsOf(shop)).toMatchObject([{ method: 'GET', path: '/api/orders/ord_0001' }]);
    expect(order).toMatchObject({ id: 'ord_0001', currency: 'EUR', total: expect.stringMatching(/^\d+\.\d{2}$/) });
    expect(order.items[0]).toMatchObject({ quantity: expect.any(Number) });
  });

  it('says that there is no such order', async () => {
    const { connection } = await openShop();
    await expect(run(GetOrder, { orderId: 'nope' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      status: 404,
      message: expect.stringContaining('There is no order nope.'),
    });
  });

  it('lets no id lead to another path', async () => {
    const { shop, connection } = await openShop();
    const orderId = '../customers/cus_001?x=y';
    await expect(run(GetOrder, { orderId }, { connection })).rejects.toMatchObject({ status: 404 });
    expect(callsOf(shop)).toMatchObject([{ path: `/api/orders/${encodeURIComponent(orderId)}` }]);
  });
});
