import { run } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { GetCustomer } from './get-customer.ts';

describe('GetCustomer', () => {
  it('asks for one customer by its id', async () => {
    const { shop, connection } = await openShop();

    const customer = await run(GetCustomer, { customerId: 'cus_001' }, { connection });

    expect(callsOf(shop)).toMatchObject([{ method: 'GET', path: '/api/customers/cus_001' }]);
    expect(customer).toMatchObject({ id: 'cus_001', country: 'CZ', email: expect.stringContaining('@') });
  });

  it('takes a customer without a VAT number', async () => {
    const { connection } = await openShop();
    expect(await run(GetCustomer, { customerId: 'cus_002' }, { connection })).not.toHaveProperty('vatNumber');
  });

  it('says that there is no such customer', async () => {
    const { connection } = await openShop();
    await expect(run(GetCustomer, { customerId: 'nope' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      status: 404,
    });
  });
});
