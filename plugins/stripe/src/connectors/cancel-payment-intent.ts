import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, paymentIntent } from '../fields.ts';
import { PaymentIntent } from '../payment-intent.ts';

/** @see https://docs.stripe.com/api/payment_intents/cancel */
export class CancelPaymentIntent extends RestConnector {
  readonly name = 'cancel-payment-intent';
  readonly title = 'Cancel a payment intent';
  override readonly description = 'Money that is reserved is released; what has succeeded is refunded instead.';
  readonly input = z.object({
    payment_intent: paymentIntent,
    cancellation_reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional(),
    expand,
  });
  readonly output = PaymentIntent;

  request({ payment_intent, ...form }: InputOf<CancelPaymentIntent>) {
    return post(path`/payment_intents/${payment_intent}/cancel`, { form: nested(form) });
  }
}
