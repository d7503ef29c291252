import { eventOf } from '../event.ts';
import { StripeWebhook } from '../stripe-webhook.ts';
import { Subscription } from '../subscription.ts';

const types = [
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.pending_update_applied',
  'customer.subscription.pending_update_expired',
  'customer.subscription.trial_will_end',
] as const;

/** @see https://docs.stripe.com/api/events/types#event_types-customer.subscription.updated */
export class SubscriptionChanged extends StripeWebhook {
  readonly name = 'subscription-changed';
  readonly title = 'Subscription changed';
  override readonly description = 'Created, updated, ended, paused or resumed, or its trial ends in three days; type says which.';
  override readonly event = { field: 'type', is: types } as const;
  readonly output = eventOf(types, Subscription);
}
