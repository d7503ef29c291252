import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { FulfillmentDetail, fulfillmentDetailFields, TrackingInput } from '../fulfillment.ts';
import { gid } from '../gid.ts';
import { countryCode } from '../values.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/fulfillmentCreate */
export class CreateFulfillment extends AdminConnector {
  readonly name = 'create-fulfillment';
  readonly title = 'Create a fulfillment';
  override readonly description = 'Says that goods were sent, those of one location; see the fulfillment orders of the order.';
  readonly input = z.object({
    lineItemsByFulfillmentOrder: z
      .array(
        z.object({
          fulfillmentOrderId: gid('FulfillmentOrder', 'Fulfillment order'),
          fulfillmentOrderLineItems: z
            .array(z.object({ id: gid('FulfillmentOrderLineItem', 'Line'), quantity: z.int().min(1) }))
            .max(512)
            .optional()
            .meta({ description: 'All lines if empty' }),
        }),
      )
      .min(1)
      .max(250),
    trackingInfo: TrackingInput.optional(),
    notifyCustomer: z.boolean().optional(),
    originAddress: z
      .object({
        address1: z.string().optional(),
        address2: z.string().optional(),
        city: z.string().optional(),
        zip: z.string().optional(),
        provinceCode: z.string().optional(),
        countryCode,
      })
      .optional(),
    message: z.string().optional(),
  });
  readonly output = z.looseObject({ fulfillment: FulfillmentDetail });
  readonly query = `mutation CreateFulfillment($fulfillment: FulfillmentInput!, $message: String) {
    answer: fulfillmentCreate(fulfillment: $fulfillment, message: $message) {
      fulfillment { ${fulfillmentDetailFields} } userErrors { field message } } }`;

  override variables({ message, ...fulfillment }: InputOf<CreateFulfillment>) {
    return { fulfillment, message };
  }
}
