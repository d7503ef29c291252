import { eventOf } from '../event.ts';
import { PaymentIntent } from '../payment-intent.ts';
import { StripeWebhook } from '../stripe-webhook.ts';

const types = ['payment_intent.payment_failed'] as const;

/** @see https://docs.stripe.com/api/events/types#event_types-payment_intent.payment_failed */
export class PaymentFailed extends StripeWebhook {
  readonly name = 'payment-failed';
  readonly title = 'Payment failed';
  override readonly description = 'One try failed, for the reason in last_payment_error; the payer may try again.';
  override readonly event = { field: 'type', is: types } as const;
  readonly output = eventOf(types, PaymentIntent);
}
