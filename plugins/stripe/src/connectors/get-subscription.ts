import { get, type InputOf, nested, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, subscription } from '../fields.ts';
import { Subscription } from '../subscription.ts';

/** @see https://docs.stripe.com/api/subscriptions/retrieve */
export class GetSubscription extends RestConnector {
  readonly name = 'get-subscription';
  readonly title = 'Get a subscription';
  readonly input = z.object({ subscription, expand });
  readonly output = Subscription;

  request({ subscription, ...query }: InputOf<GetSubscription>) {
    return get(path`/subscriptions/${subscription}`, { query: nested(query) });
  }
}
