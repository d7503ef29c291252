import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import * as fields from '../fields.ts';
import { Refund } from '../refund.ts';

/** @see https://docs.stripe.com/api/refunds/create */
export class CreateRefund extends RestConnector {
  readonly name = 'create-refund';
  readonly title = 'Create a refund';
  override readonly description = 'Gives back a payment, named by its payment intent or its charge, or a part of it.';
  readonly input = z.object({
    payment_intent: fields.paymentIntent.optional(),
    charge: z.string().optional().meta({ description: 'Id of the charge (ch_…), in place of the payment intent' }),
    amount: z.int().optional().meta({ description: 'Smallest unit; all that is left where it is absent' }),
    reason: z
      .enum(['duplicate', 'fraudulent', 'requested_by_customer'])
      .optional()
      .meta({ description: 'fraudulent also blocks the card and email address' }),
    instructions_email: z
      .string()
      .optional()
      .meta({ description: 'Whom to ask for an account, where the payment method needs it' }),
    customer: fields.customer.optional().meta({ description: 'Whose cash balance is refunded; with origin and currency' }),
    currency: fields.currency.optional(),
    origin: z.literal('customer_balance').optional().meta({ description: 'Refunds from the cash balance of a customer' }),
    refund_application_fee: z.boolean().optional().meta({ description: 'Connect: gives the fee back too' }),
    reverse_transfer: z.boolean().optional().meta({ description: 'Connect: takes the transfer back too' }),
    metadata: fields.metadata,
    expand: fields.expand,
  });
  readonly output = Refund;

  request(input: InputOf<CreateRefund>) {
    return post('/refunds', { form: nested(input) });
  }
}
