import { get, type InputOf, nested, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, paymentIntent } from '../fields.ts';
import { PaymentIntent } from '../payment-intent.ts';

/** @see https://docs.stripe.com/api/payment_intents/retrieve */
export class GetPaymentIntent extends RestConnector {
  readonly name = 'get-payment-intent';
  readonly title = 'Get a payment intent';
  readonly input = z.object({ payment_intent: paymentIntent, expand });
  readonly output = PaymentIntent;

  request({ payment_intent, ...query }: InputOf<GetPaymentIntent>) {
    return get(path`/payment_intents/${payment_intent}`, { query: nested(query) });
  }
}
