import { eventOf } from '../event.ts';
import { Invoice } from '../invoice.ts';
import { StripeWebhook } from '../stripe-webhook.ts';

const types = ['invoice.paid'] as const;

/** @see https://docs.stripe.com/api/events/types#event_types-invoice.paid */
export class InvoicePaid extends StripeWebhook {
  readonly name = 'invoice-paid';
  readonly title = 'Invoice paid';
  override readonly description = 'By Stripe, or marked as paid elsewhere.';
  override readonly event = { field: 'type', is: types } as const;
  readonly output = eventOf(types, Invoice);
}
