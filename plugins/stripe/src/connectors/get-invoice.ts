import { get, type InputOf, nested, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { expand, invoice } from '../fields.ts';
import { Invoice } from '../invoice.ts';

/** @see https://docs.stripe.com/api/invoices/retrieve */
export class GetInvoice extends RestConnector {
  readonly name = 'get-invoice';
  readonly title = 'Get an invoice';
  readonly input = z.object({ invoice, expand });
  readonly output = Invoice;

  request({ invoice, ...query }: InputOf<GetInvoice>) {
    return get(path`/invoices/${invoice}`, { query: nested(query) });
  }
}
