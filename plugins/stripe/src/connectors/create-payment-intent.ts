import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import * as fields from '../fields.ts';
import { PaymentIntent } from '../payment-intent.ts';
import { paymentIntentFields } from '../payment-intent-fields.ts';

/** @see https://docs.stripe.com/api/payment_intents/create */
export class CreatePaymentIntent extends RestConnector {
  readonly name = 'create-payment-intent';
  readonly title = 'Create a payment intent';
  readonly input = z.object({
    amount: fields.amount,
    currency: fields.currency,
    ...paymentIntentFields,
    automatic_payment_methods: z
      .object({ enabled: z.boolean(), allow_redirects: z.enum(['always', 'never']).optional() })
      .optional()
      .meta({ description: 'Offers what is switched on in the dashboard' }),
    confirm: z.boolean().optional().meta({ description: 'Whether it is confirmed at once' }),
    confirmation_method: z
      .enum(['automatic', 'manual'])
      .optional()
      .meta({ description: 'manual: each step is confirmed by a server of yours' }),
    customer: fields.customer.optional(),
    customer_account: fields.customerAccount,
    description: z.string().optional().meta({ description: 'For yourself; shown in the dashboard' }),
    payment_method_configuration: z.string().optional().meta({ description: 'Its id (pmc_…)' }),
    statement_descriptor: fields.statementDescriptor,
    statement_descriptor_suffix: z.string().max(22).optional().meta({ description: 'For cards: what follows the prefix' }),
    application_fee_amount: fields.applicationFee,
    on_behalf_of: fields.onBehalfOf,
    transfer_data: z
      .object({
        destination: z.string().meta({ description: 'Account (acct_…)' }),
        amount: z.int().optional(),
        description: z.string().optional(),
        metadata: fields.metadata,
        payment_data: z
          .object({ description: z.string().optional(), metadata: fields.metadata })
          .optional()
          .meta({ description: 'For the payment as that account sees it' }),
      })
      .optional()
      .meta({ description: 'Connect: what is transferred once it succeeds' }),
    transfer_group: fields.transferGroup,
    metadata: fields.metadata,
  });
  readonly output = PaymentIntent;

  request(input: InputOf<CreatePaymentIntent>) {
    return post('/payment_intents', { form: nested(input) });
  }
}
