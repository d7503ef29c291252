import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { paymentIntent } from '../fields.ts';
import { PaymentIntent } from '../payment-intent.ts';
import { paymentIntentFields } from '../payment-intent-fields.ts';

/** @see https://docs.stripe.com/api/payment_intents/confirm */
export class ConfirmPaymentIntent extends RestConnector {
  readonly name = 'confirm-payment-intent';
  readonly title = 'Confirm a payment intent';
  override readonly description = 'Tries to take the money; look at status and next_action of what comes back.';
  readonly input = z.object({
    payment_intent: paymentIntent,
    ...paymentIntentFields,
    amount_to_confirm: z.int().optional().meta({ description: 'Fails unless it is the amount of the payment intent' }),
  });
  readonly output = PaymentIntent;

  request({ payment_intent, ...form }: InputOf<ConfirmPaymentIntent>) {
    return post(path`/payment_intents/${payment_intent}/confirm`, { form: nested(form) });
  }
}
