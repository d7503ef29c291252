import { get, type InputOf, nested } from '@mortise/sdk';
import { z } from 'zod';
import { collectionMethod, customer, customerAccount, subscription } from '../fields.ts';
import { Invoice } from '../invoice.ts';
import { listFields, range, StripeList } from '../stripe-list.ts';

/** @see https://docs.stripe.com/api/invoices/list */
export class ListInvoices extends StripeList {
  readonly name = 'list-invoices';
  readonly title = 'List invoices';
  readonly input = z.object({
    customer: customer.optional(),
    customer_account: customerAccount,
    subscription: subscription.optional(),
    status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).optional().meta({ description: 'Any where it is absent' }),
    collection_method: collectionMethod,
    created: range,
    due_date: range,
    ...listFields,
  });
  readonly output = Invoice;

  request(query: InputOf<ListInvoices>) {
    return get('/invoices', { query: nested(query) });
  }
}
