import { ActionError, GraphqlBatchConnector, type ResponseOf, relayCursor } from '@mortise/sdk';
import { z } from 'zod';
import { adminPath, passingFaults } from '../admin-connector.ts';
import { Connection, pageInfoFields, perPage } from '../connection.ts';
import { FulfillmentOrder, fulfillmentOrderFields } from '../fulfillment-order.ts';
import { orderId } from '../order.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Order#field-Order.fields.fulfillmentOrders */
export class ListFulfillmentOrders extends GraphqlBatchConnector {
  readonly name = 'list-fulfillment-orders';
  readonly title = 'List the fulfillment orders of an order';
  override readonly description = 'What each location has to send.';
  readonly input = z.object({ orderId, first: perPage(4) });
  readonly output = FulfillmentOrder;
  readonly response = z.looseObject({ answer: z.looseObject({ fulfillmentOrders: Connection }).nullable() });
  override readonly path = adminPath;
  override readonly retryCodes = passingFaults;
  readonly query = `query ListFulfillmentOrders($orderId: ID!, $first: Int!, $after: String) {
    answer: order(id: $orderId) { fulfillmentOrders(first: $first, after: $after) {
      nodes { ${fulfillmentOrderFields} } ${pageInfoFields} } } }`;

  page({ answer }: ResponseOf<ListFulfillmentOrders>) {
    if (!answer) throw new ActionError('The shop has no such order.');
    const { nodes, pageInfo } = answer.fulfillmentOrders;
    return { items: nodes, cursor: relayCursor(pageInfo) };
  }
}
