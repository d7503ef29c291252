import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { DraftOrder, draftOrderFields, draftOrderId } from '../draft-order.ts';
import { gid } from '../gid.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/draftOrderComplete */
export class CompleteDraftOrder extends AdminConnector {
  readonly name = 'complete-draft-order';
  readonly title = 'Complete a draft order';
  override readonly description = 'Makes an order of it; its id is in the draft order.';
  readonly input = z.object({
    id: draftOrderId,
    paymentGatewayId: gid('PaymentGateway').optional(),
    sourceName: z.string().optional(),
  });
  readonly output = z.looseObject({ draftOrder: DraftOrder });
  readonly query = `mutation CompleteDraftOrder($id: ID!, $paymentGatewayId: ID, $sourceName: String) {
    answer: draftOrderComplete(id: $id, paymentGatewayId: $paymentGatewayId, sourceName: $sourceName) {
      draftOrder { ${draftOrderFields} } userErrors { field message } } }`;
}
