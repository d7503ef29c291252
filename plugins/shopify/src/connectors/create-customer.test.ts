import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { customer } from '../../test/customer.ts';
import { Shopify } from '../shopify.application.ts';
import { CreateCustomer } from './create-customer.ts';

const input = {
  firstName: 'Ada',
  email: 'ada@example.com',
  emailMarketingConsent: { marketingState: 'SUBSCRIBED' as const, marketingOptInLevel: 'SINGLE_OPT_IN' as const },
};
const reply = answer({ customer, userErrors: [] });

describe('CreateCustomer', () => {
  it('sends a new customer with the consent to news', async () => {
    const api = testConnector(CreateCustomer, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: customerCreate(input: $input)'), variables: { input } },
      },
    ]);
    expect(output).toEqual({ customer, userErrors: [] });
  });
});

faultMatrix(CreateCustomer, { application: Shopify, input, reply });
