import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { anyGid } from '../gid.ts';
import { tags } from '../values.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/tagsAdd */
export class AddTags extends AdminConnector {
  readonly name = 'add-tags';
  readonly title = 'Add tags';
  override readonly description = 'To an order, draft order, customer, product or article; tags that are there stay.';
  readonly input = z.object({
    id: anyGid('Record', 'For example gid://shopify/Order/1'),
    tags: tags.min(1),
  });
  readonly output = z.looseObject({ node: z.looseObject({ id: z.string() }) });
  readonly query = `mutation AddTags($id: ID!, $tags: [String!]!) {
    answer: tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }`;
}
