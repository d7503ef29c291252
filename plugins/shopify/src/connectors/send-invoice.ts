import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { DraftOrder, draftOrderFields, draftOrderId } from '../draft-order.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/draftOrderInvoiceSend */
export class SendInvoice extends AdminConnector {
  readonly name = 'send-invoice';
  readonly title = 'Send the invoice of a draft order';
  override readonly description = 'An email with a link to where the customer pays.';
  readonly input = z.object({
    id: draftOrderId,
    email: z
      .object({
        to: z.email().optional(),
        from: z.email().optional(),
        bcc: z.array(z.email()).optional(),
        subject: z.string().optional(),
        customMessage: z.string().optional(),
        body: z.string().optional(),
      })
      .optional(),
  });
  readonly output = z.looseObject({ draftOrder: DraftOrder });
  readonly query = `mutation SendInvoice($id: ID!, $email: EmailInput) {
    answer: draftOrderInvoiceSend(id: $id, email: $email) { draftOrder { ${draftOrderFields} } userErrors { field message } } }`;
}
