import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, invoice, paymentMethod } from '../fields.ts';
import { Invoice } from '../invoice.ts';

/** @see https://docs.stripe.com/api/invoices/pay */
export class PayInvoice extends RestConnector {
  readonly name = 'pay-invoice';
  readonly title = 'Pay an invoice';
  override readonly description = 'Charges it now, or marks it as paid elsewhere.';
  readonly input = z.object({
    invoice,
    payment_method: paymentMethod.optional().meta({ description: 'Instead of the default one of invoice or customer' }),
    paid_out_of_band: z
      .boolean()
      .optional()
      .meta({ description: 'Whether it was paid outside of Stripe, so nothing is charged' }),
    off_session: z.boolean().optional().meta({ description: 'Whether the payer is not there; true where it is absent' }),
    forgive: z.boolean().optional().meta({ description: 'Whether a source that holds too little may pay all of it' }),
    mandate: z.string().optional().meta({ description: 'Id of a mandate of the payer' }),
    source: z.string().optional().meta({ description: 'Id of a source; older than payment methods' }),
    expand,
  });
  readonly output = Invoice;

  request({ invoice, ...form }: InputOf<PayInvoice>) {
    return post(path`/invoices/${invoice}/pay`, { form: nested(form) });
  }
}
