import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { Order, orderFields, orderId } from '../order.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderClose */
export class CloseOrder extends AdminConnector {
  readonly name = 'close-order';
  readonly title = 'Close an order';
  override readonly description = 'Puts it into the archive.';
  readonly input = z.object({ id: orderId });
  readonly output = z.looseObject({ order: Order });
  readonly query = `mutation CloseOrder($input: OrderCloseInput!) {
    answer: orderClose(input: $input) { order { ${orderFields} } userErrors { field message } } }`;

  override variables(input: InputOf<CloseOrder>) {
    return { input };
  }
}
