import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { product } from '../../test/product.ts';
import { Stripe } from '../stripe.application.ts';
import { CreateProduct } from './create-product.ts';

const input = {
  name: 'Basic',
  default_price_data: { currency: 'eur', unit_amount: 1500, recurring: { interval: 'month' as const } },
  marketing_features: [{ name: 'Support' }],
};

describe('CreateProduct', () => {
  it('creates a product with its first price', async () => {
    const api = testConnector(CreateProduct, { application: Stripe });
    api.replies(product);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/products',
        body: {
          name: 'Basic',
          'default_price_data[currency]': 'eur',
          'default_price_data[unit_amount]': '1500',
          'default_price_data[recurring][interval]': 'month',
          'marketing_features[0][name]': 'Support',
        },
      },
    ]);
    expect(output).toEqual(product);
  });
});

faultMatrix(CreateProduct, { application: Stripe, input, reply: product });
