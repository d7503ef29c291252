import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import * as fields from '../fields.ts';
import { InvoiceItem } from '../invoice-item.ts';

/** @see https://docs.stripe.com/api/invoiceitems/create */
export class CreateInvoiceItem extends RestConnector {
  readonly name = 'create-invoice-item';
  readonly title = 'Create an invoice item';
  override readonly description = 'On a draft invoice, or waiting for the next one of the customer.';
  readonly input = z.object({
    customer: fields.customer.optional(),
    customer_account: fields.customerAccount,
    invoice: fields.invoice.optional().meta({ description: 'A draft; where it is absent, the item waits for the next invoice' }),
    subscription: fields.subscription.optional().meta({ description: 'Waits for the next invoice of this subscription' }),
    amount: z.int().optional().meta({ description: 'Smallest unit, of all pieces; negative is credit. Or give a price' }),
    currency: fields.currency.optional(),
    pricing: z.object({ price: fields.price.optional() }).optional().meta({ description: 'A price that exists' }),
    price_data: z
      .object({
        currency: fields.currency,
        product: z.string().meta({ description: 'Its id, for example prod_…' }),
        unit_amount: z.int().optional().meta({ description: 'Smallest unit' }),
        unit_amount_decimal: fields.decimalAmount,
        tax_behavior: fields.taxBehavior,
      })
      .optional()
      .meta({ description: 'A price for this item only' }),
    unit_amount_decimal: z.string().optional().meta({ description: 'Smallest units with up to 12 decimal places' }),
    quantity: z.int().optional().meta({ description: 'Whole pieces; or give quantity_decimal' }),
    quantity_decimal: z.string().optional().meta({ description: 'Quantity with decimal places, as text' }),
    description: z.string().optional().meta({ description: 'What the line says' }),
    period: z
      .object({ start: fields.timestamp, end: fields.timestamp })
      .optional()
      .meta({ description: 'When it was delivered' }),
    discountable: z.boolean().optional().meta({ description: 'Whether discounts of the invoice count for it' }),
    discounts: fields.discounts,
    tax_behavior: fields.taxBehavior,
    tax_code: z.string().optional().meta({ description: 'Id of a tax code (txcd_…)' }),
    tax_rates: fields.taxRates,
    metadata: fields.metadata,
    expand: fields.expand,
  });
  readonly output = InvoiceItem;

  request(input: InputOf<CreateInvoiceItem>) {
    return post('/invoiceitems', { form: nested(input) });
  }
}
