import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { upTo } from '../connection.ts';
import { ProductDetail, productDetailFields, productId } from '../product.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/product */
export class GetProduct extends AdminConnector {
  readonly name = 'get-product';
  readonly title = 'Get a product';
  readonly input = z.object({ id: productId, variants: upTo(100, 'Variants') });
  readonly output = ProductDetail;
  readonly query = `query GetProduct($id: ID!, $variants: Int!) { answer: product(id: $id) { ${productDetailFields} } }`;
}
