import { z } from 'zod';
import { anyGid, gid } from './gid.ts';
import { MetafieldInput } from './metafield.ts';
import { tags } from './values.ts';

/** What can be written of a product, be it new or not. */
export const writableFields = {
  descriptionHtml: z.string().optional(),
  handle: z.string().optional().meta({ description: 'Its part of the address; made of the title if empty' }),
  vendor: z.string().optional(),
  productType: z.string().optional(),
  status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']).optional(),
  tags: tags.optional().meta({ description: 'All tags: those that are left out are removed' }),
  category: anyGid('Category', 'In the taxonomy of Shopify, for example gid://shopify/TaxonomyCategory/aa-1').optional(),
  collectionsToJoin: z.array(gid('Collection', 'Collection')).max(250).optional(),
  seo: z.object({ title: z.string().optional(), description: z.string().optional() }).optional(),
  templateSuffix: z.string().optional(),
  giftCardTemplateSuffix: z.string().optional(),
  requiresSellingPlan: z.boolean().optional(),
  metafields: z.array(MetafieldInput).max(250).optional(),
};

/** Pictures and films, fetched from where they are. @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/CreateMediaInput */
export const media = z
  .array(
    z.object({
      originalSource: z.url().meta({ title: 'Address' }),
      mediaContentType: z.enum(['EXTERNAL_VIDEO', 'IMAGE', 'MODEL_3D', 'VIDEO']),
      alt: z.string().optional().meta({ description: 'What is seen, for those who cannot' }),
    }),
  )
  .max(250)
  .optional();
