import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, invoice } from '../fields.ts';
import { Invoice } from '../invoice.ts';

/** @see https://docs.stripe.com/api/invoices/send */
export class SendInvoice extends RestConnector {
  readonly name = 'send-invoice';
  readonly title = 'Send an invoice';
  override readonly description = 'Emails it to the customer now; in a sandbox nothing is sent.';
  readonly input = z.object({ invoice, expand });
  readonly output = Invoice;

  request({ invoice, ...form }: InputOf<SendInvoice>) {
    return post(path`/invoices/${invoice}/send`, { form: nested(form) });
  }
}
