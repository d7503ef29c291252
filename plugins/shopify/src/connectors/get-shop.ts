import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { Shop, shopFields } from '../shop.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/shop */
export class GetShop extends AdminConnector {
  readonly name = 'get-shop';
  readonly title = 'Get the shop';
  readonly input = z.object({});
  readonly output = Shop;
  readonly query = `query GetShop { answer: shop { ${shopFields} } }`;
}
