import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, invoice } from '../fields.ts';
import { Invoice } from '../invoice.ts';

/** @see https://docs.stripe.com/api/invoices/void */
export class VoidInvoice extends RestConnector {
  readonly name = 'void-invoice';
  readonly title = 'Void an invoice';
  override readonly description = 'For good; it keeps its number and owes nothing any more.';
  readonly input = z.object({ invoice, expand });
  readonly output = Invoice;

  request({ invoice, ...form }: InputOf<VoidInvoice>) {
    return post(path`/invoices/${invoice}/void`, { form: nested(form) });
  }
}
