import { eventOf } from '../event.ts';
import { PaymentIntent } from '../payment-intent.ts';
import { StripeWebhook } from '../stripe-webhook.ts';

const types = ['payment_intent.succeeded'] as const;

/** @see https://docs.stripe.com/api/events/types#event_types-payment_intent.succeeded */
export class PaymentSucceeded extends StripeWebhook {
  readonly name = 'payment-succeeded';
  readonly title = 'Payment succeeded';
  override readonly event = { field: 'type', is: types } as const;
  readonly output = eventOf(types, PaymentIntent);
}
