import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { customer } from '../../test/customer.ts';
import { Stripe } from '../stripe.application.ts';
import { UpdateCustomer } from './update-customer.ts';

const input = { customer: 'cus_M1', phone: '', shipping: '' as const, metadata: { erp: '' } };

describe('UpdateCustomer', () => {
  it('changes what is given and removes what is empty', async () => {
    const api = testConnector(UpdateCustomer, { application: Stripe });
    api.replies(customer);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/v1/customers/cus_M1', body: { phone: '', shipping: '', 'metadata[erp]': '' } },
    ]);
    expect(output).toEqual(customer);
  });

  it('removes all metadata where it is empty', async () => {
    const api = testConnector(UpdateCustomer, { application: Stripe });
    api.replies(customer);

    await api.run({ customer: 'cus_M1', metadata: '' });

    expect(api.requests).toMatchObject([{ body: { metadata: '' } }]);
  });
});

faultMatrix(UpdateCustomer, { application: Stripe, input, reply: customer });
