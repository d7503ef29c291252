import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { openShop } from '../../test/open-shop.ts';
import { GetOrder } from '../connectors/get-order.ts';
import { LargeOrders } from './large-orders.ts';

async function orderOf(total: string) {
  const { connection } = await openShop();
  return { ...(await run(GetOrder, { orderId: 'ord_0001' }, { connection })), total };
}

describe('LargeOrders', () => {
  it.each(['500.00', '1200.50'])('lets an order of %s go on as it is', async (total) => {
    const order = await orderOf(total);
    expect(await run(LargeOrders, order)).toEqual(order);
  });

  it.each(['499.99', '0.00'])('stops at an order of %s', async (total) => {
    await expect(run(LargeOrders, await orderOf(total))).rejects.toMatchObject({ code: 'no_output' });
  });

  it('fails at a total that is no number', async () => {
    await expect(run(LargeOrders, await orderOf('much'))).rejects.toMatchObject({ code: 'expression_failed' });
  });
});
