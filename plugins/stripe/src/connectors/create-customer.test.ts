import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { customer } from '../../test/customer.ts';
import { Stripe } from '../stripe.application.ts';
import { CreateCustomer } from './create-customer.ts';

const input = {
  name: 'Ada',
  email: 'ada@example.com',
  address: { line1: 'Dlouhá 1', country: 'CZ' },
  metadata: { erp: '1042' },
  tax_id_data: [{ type: 'eu_vat', value: 'CZ12345678' }],
  preferred_locales: ['cs'],
};

describe('CreateCustomer', () => {
  it('creates a customer with an address', async () => {
    const api = testConnector(CreateCustomer, { application: Stripe });
    api.replies(customer);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/customers',
        body: {
          name: 'Ada',
          email: 'ada@example.com',
          'address[line1]': 'Dlouhá 1',
          'address[country]': 'CZ',
          'metadata[erp]': '1042',
          'tax_id_data[0][type]': 'eu_vat',
          'tax_id_data[0][value]': 'CZ12345678',
          'preferred_locales[0]': 'cs',
        },
      },
    ]);
    expect(output).toEqual(customer);
  });
});

faultMatrix(CreateCustomer, { application: Stripe, input, reply: customer });
