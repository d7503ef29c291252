import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import * as fields from '../fields.ts';
import { newPrice } from '../price-fields.ts';
import { Product } from '../product.ts';
import { taxDetails } from '../product-input.ts';

/** @see https://docs.stripe.com/api/products/create */
export class CreateProduct extends RestConnector {
  readonly name = 'create-product';
  readonly title = 'Create a product';
  readonly input = z.object({
    name: z.string().meta({ description: 'What payers see' }),
    id: z.string().optional().meta({ description: 'Made by Stripe where it is absent' }),
    active: z.boolean().optional().meta({ description: 'Whether it can be sold' }),
    description: z.string().optional().meta({ description: 'For payers' }),
    default_price_data: newPrice.optional().meta({ description: 'Its first price' }),
    images: z.array(z.string()).max(8).optional().meta({ description: 'Up to 8 addresses of pictures' }),
    marketing_features: z
      .array(z.object({ name: z.string().max(80) }))
      .max(15)
      .optional()
      .meta({ description: 'For pricing tables' }),
    package_dimensions: z
      .object({ height: z.number(), length: z.number(), weight: z.number(), width: z.number() })
      .optional()
      .meta({ description: 'Inches and ounces' }),
    shippable: z.boolean().optional().meta({ description: 'Whether it is sent by post' }),
    statement_descriptor: fields.statementDescriptor,
    tax_code: z.string().optional().meta({ description: 'Id of a tax code (txcd_…)' }),
    tax_details: taxDetails,
    type: z.enum(['good', 'service']).optional().meta({ description: 'Of older integrations; service where it is absent' }),
    unit_label: z.string().max(12).optional().meta({ description: 'What one piece is called, for example seat' }),
    url: z.string().optional().meta({ description: 'Its page in your shop' }),
    metadata: fields.metadata,
    expand: fields.expand,
  });
  readonly output = Product;

  request(input: InputOf<CreateProduct>) {
    return post('/products', { form: nested(input) });
  }
}
