import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Subscription } from '../subscription.ts';
import { subscriptionFields } from '../subscription-fields.ts';

/** @see https://docs.stripe.com/api/subscriptions/create */
export class CreateSubscription extends RestConnector {
  readonly name = 'create-subscription';
  readonly title = 'Create a subscription';
  readonly input = z.object(subscriptionFields);
  readonly output = Subscription;

  request(input: InputOf<CreateSubscription>) {
    return post('/subscriptions', { form: nested(input) });
  }
}
