import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { anyGid } from '../gid.ts';
import { Metafield, metafieldFields } from '../metafield.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/metafieldsSet */
export class SetMetafields extends AdminConnector {
  readonly name = 'set-metafields';
  readonly title = 'Set metafields';
  override readonly description = 'All of them, or none.';
  readonly input = z.object({
    metafields: z
      .array(
        z.object({
          ownerId: anyGid('Record', 'For example gid://shopify/Product/1'),
          namespace: z.string().min(3).max(255).optional().meta({ description: 'That of the app if empty' }),
          key: z.string().min(2).max(64),
          type: z.string().optional().meta({ description: 'Needed where the shop has no definition for it' }),
          value: z.string(),
          compareDigest: z.string().nullable().optional().meta({ description: 'Refused where it is another one by now' }),
        }),
      )
      .min(1)
      .max(25),
  });
  readonly output = z.looseObject({ metafields: z.array(Metafield) });
  readonly query = `mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
    answer: metafieldsSet(metafields: $metafields) { metafields { ${metafieldFields} } userErrors { field message code } } }`;
}
