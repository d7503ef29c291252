import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { FulfillmentDetail, fulfillmentDetailFields, fulfillmentId, TrackingInput } from '../fulfillment.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/fulfillmentTrackingInfoUpdate */
export class UpdateTracking extends AdminConnector {
  readonly name = 'update-tracking';
  readonly title = 'Update the tracking of a fulfillment';
  readonly input = z.object({
    fulfillmentId,
    trackingInfoInput: TrackingInput,
    notifyCustomer: z.boolean().optional(),
  });
  readonly output = z.looseObject({ fulfillment: FulfillmentDetail });
  readonly query =
    `mutation UpdateTracking($fulfillmentId: ID!, $trackingInfoInput: FulfillmentTrackingInput!, $notifyCustomer: Boolean) {
    answer: fulfillmentTrackingInfoUpdate(fulfillmentId: $fulfillmentId, trackingInfoInput: $trackingInfoInput,
      notifyCustomer: $notifyCustomer) { fulfillment { ${fulfillmentDetailFields} } userErrors { field message } } }`;
}
