import { z } from 'zod';
import { Livemode, Metadata, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/products/object */
export const Product = z.looseObject({
  id: z.string(),
  object: z.literal('product'),
  active: z.boolean(),
  created: Timestamp,
  default_price: Reference.nullish(),
  description: z.string().nullish(),
  images: z.array(z.string()),
  livemode: Livemode,
  marketing_features: z.array(z.looseObject({ name: z.string().optional() })).optional(),
  metadata: Metadata,
  name: z.string(),
  package_dimensions: z
    .looseObject({ height: z.number(), length: z.number(), weight: z.number(), width: z.number() })
    .nullish()
    .meta({ description: 'Inches and ounces' }),
  shippable: z.boolean().nullish(),
  statement_descriptor: z.string().nullish(),
  tax_code: Reference.nullish(),
  tax_details: z.looseObject({ performance_location: z.string().nullish(), tax_code: z.string().nullish() }).nullish(),
  type: z.string().optional(),
  unit_label: z.string().nullish(),
  updated: Timestamp,
  url: z.string().nullish(),
});
