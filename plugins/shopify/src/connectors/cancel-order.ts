import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { orderId } from '../order.ts';
import { dateTime } from '../values.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderCancel */
export class CancelOrder extends AdminConnector {
  readonly name = 'cancel-order';
  readonly title = 'Cancel an order';
  override readonly description = 'Shopify does it after it has answered, and it cannot be undone.';
  readonly input = z.object({
    orderId,
    reason: z.enum(['CUSTOMER', 'DECLINED', 'FRAUD', 'INVENTORY', 'OTHER', 'STAFF']),
    restock: z.boolean().meta({ title: 'Put back into stock' }),
    refundMethod: z
      .union([
        z.object({ originalPaymentMethodsRefund: z.literal(true) }),
        z.object({ storeCreditRefund: z.object({ expiresAt: dateTime.optional() }) }),
      ])
      .optional()
      .meta({ title: 'Money back', description: 'The way it came, or as store credit; none if empty' }),
    notifyCustomer: z.boolean().optional(),
    staffNote: z.string().max(255).optional(),
  });
  readonly output = z.looseObject({
    job: z.looseObject({ id: z.string(), done: z.boolean() }).nullable(),
    jobResult: z.looseObject({ id: z.string(), done: z.boolean(), status: z.string() }).nullable(),
  });
  readonly query =
    `mutation CancelOrder($orderId: ID!, $reason: OrderCancelReason!, $restock: Boolean!, $notifyCustomer: Boolean, $staffNote: String,
    $refundMethod: OrderCancelRefundMethodInput) {
    answer: orderCancel(orderId: $orderId, reason: $reason, restock: $restock, notifyCustomer: $notifyCustomer, staffNote: $staffNote,
      refundMethod: $refundMethod) {
      job { id done } jobResult { id done status } userErrors: orderCancelUserErrors { field message code } } }`;
}
