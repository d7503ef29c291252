import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { customer } from '../../test/customer.ts';
import { Shopify } from '../shopify.application.ts';
import { GetCustomer } from './get-customer.ts';

const input = { id: '21' };
const reply = answer(customer);

describe('GetCustomer', () => {
  it('asks for one customer', async () => {
    const api = testConnector(GetCustomer, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: customer(id: $id)'), variables: { id: 'gid://shopify/Customer/21' } },
      },
    ]);
    expect(output).toEqual(customer);
  });
});

faultMatrix(GetCustomer, { application: Shopify, input, reply });
