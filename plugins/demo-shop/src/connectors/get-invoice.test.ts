import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { CreateInvoice } from './create-invoice.ts';
import { GetInvoice } from './get-invoice.ts';

const invoice = { orderId: 'ord_0001', customerId: 'cus_019', total: '95.40', currency: 'EUR' };

describe('GetInvoice', () => {
  it('asks for one invoice by its number, and reads amounts and numbers as text', async () => {
    const { shop, connection } = await openShop();
    const { invoiceNumber } = await run(CreateInvoice, invoice, { connection });

    const found = await run(GetInvoice, { invoiceNumber }, { connection });

    expect(callsOf(shop).at(-1)?.body).toContain('<invoiceNumber>00000001</invoiceNumber>');
    expect(found).toEqual({ invoiceNumber: '00000001', ...invoice });
  });

  it('says that there is no such invoice', async () => {
    const { connection } = await openShop();
    await expect(run(GetInvoice, { invoiceNumber: '1' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      message: expect.stringContaining('There is no invoice 1.'),
    });
  });
});
