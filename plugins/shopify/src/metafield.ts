import { z } from 'zod';
import { gid } from './gid.ts';

export const metafieldFields = 'id namespace key type value jsonValue compareDigest ownerType createdAt updatedAt';

/** A value that the shop or an app keeps with a record. @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Metafield */
export const Metafield = z.looseObject({
  id: z.string(),
  namespace: z.string(),
  key: z.string(),
  type: z.string(),
  value: z.string(),
  jsonValue: z.unknown().meta({ description: 'The value, read as its type says' }),
  compareDigest: z.string().meta({ description: 'Given with a change, lets it fail where somebody else was faster' }),
  ownerType: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/MetafieldInput */
export const MetafieldInput = z.object({
  id: gid('Metafield').optional(),
  namespace: z.string().optional(),
  key: z.string().optional(),
  type: z.string().optional().meta({ description: 'Needed where the shop has no definition for it' }),
  value: z.string().optional(),
});
