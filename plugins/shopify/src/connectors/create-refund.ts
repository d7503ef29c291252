import type { ActionContext, InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { gid } from '../gid.ts';
import { locationId } from '../inventory-item.ts';
import { MoneyInput } from '../money.ts';
import { orderId } from '../order.ts';
import { RefundDetail, refundDetailFields } from '../refund.ts';
import { amount, currencyCode, dateTime } from '../values.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/refundCreate */
export class CreateRefund extends AdminConnector {
  readonly name = 'create-refund';
  readonly title = 'Create a refund';
  readonly input = z.object({
    orderId,
    refundLineItems: z
      .array(
        z.object({
          lineItemId: gid('LineItem', 'Line of the order'),
          quantity: z.int().min(1),
          restockType: z.enum(['CANCEL', 'LEGACY_RESTOCK', 'NO_RESTOCK', 'RETURN']).optional(),
          locationId: locationId.optional(),
        }),
      )
      .max(250)
      .optional(),
    shipping: z.object({ amount: amount.optional(), fullRefund: z.boolean().optional() }).optional(),
    refundDuties: z.array(z.object({ dutyId: gid('Duty'), refundType: z.enum(['FULL', 'PROPORTIONAL']).optional() })).optional(),
    transactions: z
      .array(
        z.object({
          orderId,
          parentId: gid('OrderTransaction', 'Payment').optional(),
          kind: z.enum(['AUTHORIZATION', 'CAPTURE', 'CHANGE', 'EMV_AUTHORIZATION', 'REFUND', 'SALE', 'SUGGESTED_REFUND', 'VOID']),
          gateway: z.string(),
          amount,
        }),
      )
      .optional()
      .meta({ description: 'The money that goes back; none if empty' }),
    refundMethods: z
      .array(z.object({ storeCreditRefund: z.object({ amount: MoneyInput, expiresAt: dateTime.optional() }) }))
      .optional(),
    currency: currencyCode.optional().meta({ description: 'That of the customer, where it is not that of the shop' }),
    note: z.string().optional(),
    notify: z.boolean().optional(),
    discrepancyReason: z.enum(['CUSTOMER', 'DAMAGE', 'OTHER', 'RESTOCK']).optional(),
    allowOverRefunding: z.boolean().optional(),
    processedAt: dateTime.optional(),
  });
  readonly output = z.looseObject({
    refund: RefundDetail,
    order: z.looseObject({ id: z.string(), displayFinancialStatus: z.string().nullable() }),
  });
  readonly query = `mutation CreateRefund($input: RefundInput!, $idempotencyKey: String!) {
    answer: refundCreate(input: $input) @idempotent(key: $idempotencyKey) {
      refund { ${refundDetailFields} } order { id displayFinancialStatus } userErrors { field message } } }`;

  override variables(input: InputOf<CreateRefund>, { idempotencyKey }: ActionContext) {
    return { input, idempotencyKey };
  }
}
