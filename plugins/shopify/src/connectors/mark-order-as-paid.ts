import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { Order, orderFields, orderId } from '../order.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderMarkAsPaid */
export class MarkOrderAsPaid extends AdminConnector {
  readonly name = 'mark-order-as-paid';
  readonly title = 'Mark an order as paid';
  readonly input = z.object({ id: orderId });
  readonly output = z.looseObject({ order: Order });
  readonly query = `mutation MarkOrderAsPaid($input: OrderMarkAsPaidInput!) {
    answer: orderMarkAsPaid(input: $input) { order { ${orderFields} } userErrors { field message } } }`;

  override variables(input: InputOf<MarkOrderAsPaid>) {
    return { input };
  }
}
