import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import * as fields from '../fields.ts';
import { Price } from '../price.ts';
import { priceAmounts } from '../price-fields.ts';
import { newProduct } from '../product-input.ts';

/** @see https://docs.stripe.com/api/prices/create */
export class CreatePrice extends RestConnector {
  readonly name = 'create-price';
  readonly title = 'Create a price';
  override readonly description = 'For a product that exists, or for a new one.';
  readonly input = z.object({
    currency: fields.currency,
    product: z.string().optional().meta({ description: 'Id of the product (prod_…); or give product_data' }),
    product_data: newProduct.optional().meta({ description: 'A new product' }),
    ...priceAmounts,
    recurring: z
      .object({
        interval: fields.interval,
        interval_count: z.int().optional().meta({ description: 'Every how many intervals; at most three years in all' }),
        usage_type: z.enum(['licensed', 'metered']).optional(),
        meter: z.string().optional().meta({ description: 'Id of the meter, for metered' }),
        trial_period_days: z.int().optional(),
      })
      .optional()
      .meta({ description: 'For subscriptions' }),
    tax_behavior: fields.taxBehavior,
    active: z.boolean().optional().meta({ description: 'Whether it can be used for new purchases' }),
    nickname: z.string().optional().meta({ description: 'For yourself' }),
    lookup_key: z.string().max(200).optional().meta({ description: 'Own name to find it by' }),
    transfer_lookup_key: z.boolean().optional().meta({ description: 'Whether the key is taken from the price that has it' }),
    metadata: fields.metadata,
    expand: fields.expand,
  });
  readonly output = Price;

  request(input: InputOf<CreatePrice>) {
    return post('/prices', { form: nested(input) });
  }
}
