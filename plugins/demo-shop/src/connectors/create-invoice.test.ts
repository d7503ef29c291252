import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { CreateInvoice } from './create-invoice.ts';

const invoice = { orderId: 'ord_0001', customerId: 'cus_019', total: '95.40', currency: 'EUR' };

describe('CreateInvoice', () => {
  it('sends the invoice and gives its number with its zeros', async () => {
    const { shop, connection } = await openShop();

    const created = await run(CreateInvoice, invoice, { connection });

    expect(callsOf(shop)).toMatchObject([
      { method: 'POST', path: '/soap', body: expect.stringContaining('<orderId>ord_0001</orderId>') },
    ]);
    expect(created).toEqual({ invoiceNumber: '00000001' });
  });

  it('makes one invoice, however often it has to be sent', async () => {
    const { shop, connection } = await openShop();
    shop.fail({ path: '/soap', times: 1, drop: 'after' });

    const created = await run(CreateInvoice, invoice, { connection });
    const next = await run(CreateInvoice, { ...invoice, orderId: 'ord_0002' }, { connection });

    expect(callsOf(shop)).toHaveLength(3);
    expect([created, next]).toEqual([{ invoiceNumber: '00000001' }, { invoiceNumber: '00000002' }]);
  });

  it('says what the shop does not accept', async () => {
    const { connection } = await openShop();
    await expect(run(CreateInvoice, { ...invoice, total: 'much' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      message: expect.stringContaining('total: Send a decimal number'),
    });
  });
});
