import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { upTo } from '../connection.ts';
import { OrderDetail, orderDetailFields, orderId } from '../order.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/order */
export class GetOrder extends AdminConnector {
  readonly name = 'get-order';
  readonly title = 'Get an order';
  readonly input = z.object({ id: orderId, lineItems: upTo(40, 'Lines') });
  readonly output = OrderDetail;
  readonly query = `query GetOrder($id: ID!, $lineItems: Int!) { answer: order(id: $id) { ${orderDetailFields} } }`;
}
