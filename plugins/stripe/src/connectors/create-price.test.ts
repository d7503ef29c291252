import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { price } from '../../test/price.ts';
import { Stripe } from '../stripe.application.ts';
import { CreatePrice } from './create-price.ts';

const input = {
  currency: 'eur',
  product: 'prod_M1',
  unit_amount: 1500,
  recurring: { interval: 'month' as const },
  lookup_key: 'basic',
};

describe('CreatePrice', () => {
  it('creates a monthly price', async () => {
    const api = testConnector(CreatePrice, { application: Stripe });
    api.replies(price);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/prices',
        body: { currency: 'eur', product: 'prod_M1', unit_amount: '1500', 'recurring[interval]': 'month', lookup_key: 'basic' },
      },
    ]);
    expect(output).toEqual(price);
  });
});

faultMatrix(CreatePrice, { application: Stripe, input, reply: price });
