import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { deletedCustomer } from '../../test/customer.ts';
import { Stripe } from '../stripe.application.ts';
import { DeleteCustomer } from './delete-customer.ts';

const input = { customer: 'cus_M1' };

describe('DeleteCustomer', () => {
  it('deletes a customer by its id', async () => {
    const api = testConnector(DeleteCustomer, { application: Stripe });
    api.replies(deletedCustomer);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'DELETE', path: '/v1/customers/cus_M1' }]);
    expect(output).toEqual(deletedCustomer);
  });
});

faultMatrix(DeleteCustomer, { application: Stripe, input, reply: deletedCustomer });
