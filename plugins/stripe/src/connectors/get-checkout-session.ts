import { get, type InputOf, nested, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { CheckoutSession } from '../checkout-session.ts';
import { expand } from '../fields.ts';

/** @see https://docs.stripe.com/api/checkout/sessions/retrieve */
export class GetCheckoutSession extends RestConnector {
  readonly name = 'get-checkout-session';
  readonly title = 'Get a checkout session';
  readonly input = z.object({ session: z.string().meta({ description: 'Its id, for example cs_live_…' }), expand });
  readonly output = CheckoutSession;

  request({ session, ...query }: InputOf<GetCheckoutSession>) {
    return get(path`/checkout/sessions/${session}`, { query: nested(query) });
  }
}
