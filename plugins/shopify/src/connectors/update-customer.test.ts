import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { customer } from '../../test/customer.ts';
import { Shopify } from '../shopify.application.ts';
import { UpdateCustomer } from './update-customer.ts';

const input = { id: '21', note: 'Calls before noon' };
const reply = answer({ customer, userErrors: [] });

describe('UpdateCustomer', () => {
  it('sends what is to be changed', async () => {
    const api = testConnector(UpdateCustomer, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: customerUpdate(input: $input)'),
          variables: { input: { id: 'gid://shopify/Customer/21', note: 'Calls before noon' } },
        },
      },
    ]);
    expect(output).toEqual({ customer, userErrors: [] });
  });
});

faultMatrix(UpdateCustomer, { application: Shopify, input, reply });
