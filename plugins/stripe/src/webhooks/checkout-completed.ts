import { CheckoutSession } from '../checkout-session.ts';
import { eventOf } from '../event.ts';
import { StripeWebhook } from '../stripe-webhook.ts';

const types = ['checkout.session.completed'] as const;

/** @see https://docs.stripe.com/api/events/types#event_types-checkout.session.completed */
export class CheckoutCompleted extends StripeWebhook {
  readonly name = 'checkout-completed';
  readonly title = 'Checkout completed';
  override readonly description = 'Look at payment_status: with some payment methods the money comes days later.';
  override readonly event = { field: 'type', is: types } as const;
  readonly output = eventOf(types, CheckoutSession);
}
