import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, invoice } from '../fields.ts';
import { Invoice } from '../invoice.ts';

/** @see https://docs.stripe.com/api/invoices/finalize */
export class FinalizeInvoice extends RestConnector {
  readonly name = 'finalize-invoice';
  readonly title = 'Finalize an invoice';
  override readonly description = 'Makes a draft an open invoice with a number, which can be paid but no longer changed.';
  readonly input = z.object({
    invoice,
    auto_advance: z.boolean().optional().meta({ description: 'Whether Stripe collects it by itself from then on' }),
    expand,
  });
  readonly output = Invoice;

  request({ invoice, ...form }: InputOf<FinalizeInvoice>) {
    return post(path`/invoices/${invoice}/finalize`, { form: nested(form) });
  }
}
