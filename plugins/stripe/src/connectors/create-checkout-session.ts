import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { CheckoutSession } from '../checkout-session.ts';
import { checkoutSessionFields } from '../checkout-session-fields.ts';

/** @see https://docs.stripe.com/api/checkout/sessions/create */
export class CreateCheckoutSession extends RestConnector {
  readonly name = 'create-checkout-session';
  readonly title = 'Create a checkout session';
  override readonly description = 'Gives the address of a page on which somebody pays or subscribes.';
  readonly input = z.object(checkoutSessionFields);
  readonly output = CheckoutSession;

  request(input: InputOf<CreateCheckoutSession>) {
    return post('/checkout/sessions', { form: nested(input) });
  }
}
