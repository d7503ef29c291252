import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Invoice } from '../invoice.ts';
import { invoiceFields } from '../invoice-fields.ts';

/** @see https://docs.stripe.com/api/invoices/create */
export class CreateInvoice extends RestConnector {
  readonly name = 'create-invoice';
  readonly title = 'Create an invoice';
  override readonly description = 'A draft; add items to it, then finalize it.';
  readonly input = z.object(invoiceFields);
  readonly output = Invoice;

  request(input: InputOf<CreateInvoice>) {
    return post('/invoices', { form: nested(input) });
  }
}
