import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { LookUpCustomer } from './look-up-customer.ts';

describe('LookUpCustomer', () => {
  it('asks for one customer by its id, and for what invoices need', async () => {
    const { shop, connection } = await openShop();

    const customer = await run(LookUpCustomer, { customerId: 'cus_001' }, { connection });

    expect(callsOf(shop)).toMatchObject([{ method: 'POST', path: '/graphql', body: { variables: { id: 'cus_001' } } }]);
    expect(customer).toEqual({ id: 'cus_001', name: 'Truhlárna Novák', country: 'CZ', vatNumber: 'CZ00680637' });
  });

  it('tells that a private person has no VAT number', async () => {
    const { connection } = await openShop();
    expect(await run(LookUpCustomer, { customerId: 'cus_002' }, { connection })).toMatchObject({ vatNumber: null });
  });

  it('fails where there is no such customer', async () => {
    const { shop, connection } = await openShop();
    await expect(run(LookUpCustomer, { customerId: 'nobody' }, { connection })).rejects.toMatchObject({
      code: 'action_failed',
      message: expect.stringContaining('no such customer'),
    });
    expect(callsOf(shop)).toHaveLength(1);
  });
});
