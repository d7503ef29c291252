import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { openShop } from '../../test/open-shop.ts';
import { GetOrder } from '../connectors/get-order.ts';
import { OrderToInvoice } from './order-to-invoice.ts';

async function order() {
  const { connection } = await openShop();
  return run(GetOrder, { orderId: 'ord_0001' }, { connection });
}

describe('OrderToInvoice', () => {
  it('makes an invoice of an order of the shop', async () => {
    const { id, customerId, currency, total, createdAt, items } = await order();
    expect(await run(OrderToInvoice, await order())).toEqual({
      reference: id,
      customer: customerId,
      currency,
      total,
      date: createdAt.slice(0, 10),
      lines: items.map(({ productId, quantity, unitPrice }) => ({ product: productId, pieces: quantity, price: unitPrice })),
    });
  });

  it.each([0, 1, 2])('makes a list of %i lines', async (count) => {
    const item = { productId: 'prd_001', quantity: 1, unitPrice: '2.50' };
    const { lines } = await run(OrderToInvoice, { ...(await order()), items: Array(count).fill(item) });
    expect(lines).toEqual(Array(count).fill({ product: 'prd_001', pieces: 1, price: '2.50' }));
  });

  it('refuses what is no order', async () => {
    const { items: _items, ...incomplete } = await order();
    await expect(run(OrderToInvoice, JSON.parse(JSON.stringify(incomplete)))).rejects.toMatchObject({
      code: 'invalid_input',
      path: 'items',
    });
  });
});
