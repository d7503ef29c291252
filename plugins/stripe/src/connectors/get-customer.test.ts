import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { customer, deletedCustomer } from '../../test/customer.ts';
import { Stripe } from '../stripe.application.ts';
import { GetCustomer } from './get-customer.ts';

const input = { customer: 'cus_M1', expand: ['default_source'] };

describe('GetCustomer', () => {
  it('asks for one customer by its id', async () => {
    const api = testConnector(GetCustomer, { application: Stripe });
    api.replies(customer);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/customers/cus_M1', query: { 'expand[0]': 'default_source' } },
    ]);
    expect(output).toEqual(customer);
  });

  it('knows a customer that was deleted', async () => {
    const api = testConnector(GetCustomer, { application: Stripe });
    api.replies(deletedCustomer);

    expect(await api.run({ customer: 'cus_M1' })).toEqual(deletedCustomer);
  });
});

faultMatrix(GetCustomer, { application: Stripe, input, reply: customer });
