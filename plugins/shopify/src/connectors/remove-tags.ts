import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { anyGid } from '../gid.ts';
import { tags } from '../values.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/tagsRemove */
export class RemoveTags extends AdminConnector {
  readonly name = 'remove-tags';
  readonly title = 'Remove tags';
  override readonly description = 'From an order, draft order, customer, product or article.';
  readonly input = z.object({
    id: anyGid('Record', 'For example gid://shopify/Order/1'),
    tags: tags.min(1),
  });
  readonly output = z.looseObject({ node: z.looseObject({ id: z.string() }) });
  readonly query = `mutation RemoveTags($id: ID!, $tags: [String!]!) {
    answer: tagsRemove(id: $id, tags: $tags) { node { id } userErrors { field message } } }`;
}
