import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { checkoutSession } from '../../test/checkout-session.ts';
import { Stripe } from '../stripe.application.ts';
import { CreateCheckoutSession } from './create-checkout-session.ts';

const input = {
  mode: 'payment' as const,
  line_items: [{ price_data: { currency: 'eur', unit_amount: 1500, product_data: { name: 'Chair' } }, quantity: 2 }],
  success_url: 'https://shop.example/thanks?id={CHECKOUT_SESSION_ID}',
  client_reference_id: '42',
};

describe('CreateCheckoutSession', () => {
  it('makes a page to pay on', async () => {
    const api = testConnector(CreateCheckoutSession, { application: Stripe });
    api.replies(checkoutSession);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/checkout/sessions',
        body: {
          mode: 'payment',
          'line_items[0][price_data][currency]': 'eur',
          'line_items[0][price_data][unit_amount]': '1500',
          'line_items[0][price_data][product_data][name]': 'Chair',
          'line_items[0][quantity]': '2',
          success_url: 'https://shop.example/thanks?id={CHECKOUT_SESSION_ID}',
          client_reference_id: '42',
        },
      },
    ]);
    expect(output).toEqual(checkoutSession);
  });

  it('says how the page looks, what it asks and what is made of it, new fields of Stripe too', async () => {
    const api = testConnector(CreateCheckoutSession, { application: Stripe });
    api.replies(checkoutSession);

    await api.run({
      mode: 'subscription',
      custom_fields: [{ key: 'size', type: 'text', label: { type: 'custom', custom: 'Size' } }],
      branding_settings: { display_name: 'The shop', corner_radius: 8 },
      subscription_data: { trial_period_days: 14, trial_settings: { end_behavior: { missing_payment_method: 'pause' } } },
    });

    expect(api.requests.map(({ body }) => body)).toEqual([
      {
        mode: 'subscription',
        'custom_fields[0][key]': 'size',
        'custom_fields[0][type]': 'text',
        'custom_fields[0][label][type]': 'custom',
        'custom_fields[0][label][custom]': 'Size',
        'branding_settings[display_name]': 'The shop',
        'branding_settings[corner_radius]': '8',
        'subscription_data[trial_period_days]': '14',
        'subscription_data[trial_settings][end_behavior][missing_payment_method]': 'pause',
      },
    ]);
  });
});

faultMatrix(CreateCheckoutSession, { application: Stripe, input, reply: checkoutSession });
