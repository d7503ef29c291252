import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { customer } from '../../test/customer.ts';
import { Shopify } from '../shopify.application.ts';
import { FindCustomer } from './find-customer.ts';

const input = { identifier: { emailAddress: 'ada@example.com' } };
const reply = answer(customer);

describe('FindCustomer', () => {
  it('asks for a customer by email address', async () => {
    const api = testConnector(FindCustomer, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: customerByIdentifier(identifier: $identifier)'), variables: input },
      },
    ]);
    expect(output).toEqual(customer);
  });
});

faultMatrix(FindCustomer, { application: Shopify, input, reply });
