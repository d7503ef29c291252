import { z } from 'zod';
import { metadata } from './fields.ts';

/** Where a product is taxed, and as what. */
export const taxDetails = z
  .looseObject({
    performance_location: z.string().optional().meta({ description: 'Id of the place of an event (taxloc_…)' }),
    tax_code: z.string().optional().meta({ description: 'Id of a tax code (txcd_…)' }),
  })
  .optional();

const product = {
  name: z.string().meta({ description: 'What payers see' }),
  tax_code: z.string().optional().meta({ description: 'Id of a tax code (txcd_…)' }),
  tax_details: taxDetails,
  unit_label: z.string().max(12).optional().meta({ description: 'What one piece is called, for example seat' }),
  metadata,
};

/** A new product that is made along with its price. */
export const newProduct = z.looseObject({
  ...product,
  id: z.string().optional().meta({ description: 'Made by Stripe where it is absent' }),
  active: z.boolean().optional(),
  statement_descriptor: z.string().max(22).optional(),
});

/** A product that exists on one checkout page only. */
export const productOfLine = z.looseObject({
  ...product,
  description: z.string().optional(),
  images: z.array(z.string()).max(8).optional().meta({ description: 'Addresses of pictures' }),
});
