import { Application, bearer, get } from '@mortise/sdk';
import { apiVersion } from './api-version.ts';

/** @see https://docs.stripe.com/api */
export class Stripe extends Application {
  readonly name = 'stripe';
  readonly title = 'Stripe';
  readonly description = 'Customers, payments, invoices and subscriptions of a Stripe account.';
  override readonly categories = ['payments'];
  override readonly authentication = bearer();
  override readonly headers = { 'Stripe-Version': apiVersion };
  override readonly idempotencyHeader = 'Idempotency-Key';
  // Of live mode; sandboxes take 25. A conflict (409) is another request for the same object that is not done yet.
  override readonly limits = { perConnection: { amount: 100, seconds: 1 } };
  override readonly responses = { retry: 409 };

  baseUrl() {
    return 'https://api.stripe.com/v1';
  }

  override test() {
    return get('/balance');
  }
}
