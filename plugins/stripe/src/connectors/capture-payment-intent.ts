import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import * as fields from '../fields.ts';
import { orderDetails } from '../order-details.ts';
import { PaymentIntent } from '../payment-intent.ts';

/** @see https://docs.stripe.com/api/payment_intents/capture */
export class CapturePaymentIntent extends RestConnector {
  readonly name = 'capture-payment-intent';
  readonly title = 'Capture a payment intent';
  override readonly description = 'Takes money that was reserved; cards usually release it after 7 days.';
  readonly input = z.object({
    payment_intent: fields.paymentIntent,
    amount_to_capture: z.int().optional().meta({ description: 'Smallest unit; all that is reserved where it is absent' }),
    final_capture: z.boolean().optional().meta({ description: 'false keeps the rest reserved, where the card allows it' }),
    statement_descriptor: fields.statementDescriptor,
    statement_descriptor_suffix: z.string().max(22).optional().meta({ description: 'For cards: what follows the prefix' }),
    application_fee_amount: fields.applicationFee,
    transfer_data: z.object({ amount: z.int().optional() }).optional().meta({ description: 'Connect: what is transferred' }),
    ...orderDetails,
    metadata: fields.metadata,
    expand: fields.expand,
  });
  readonly output = PaymentIntent;

  request({ payment_intent, ...form }: InputOf<CapturePaymentIntent>) {
    return post(path`/payment_intents/${payment_intent}/capture`, { form: nested(form) });
  }
}
