import { z } from 'zod';
import { connectionOf, pageInfoFields } from './connection.ts';
import { gid } from './gid.ts';

export const fulfillmentFields = `id legacyResourceId name status displayStatus totalQuantity requiresShipping createdAt updatedAt
  inTransitAt estimatedDeliveryAt deliveredAt trackingInfo { company number url } location { id name } service { id handle serviceName }`;

export const fulfillmentDetailFields = `${fulfillmentFields}
  fulfillmentLineItems(first: 50) { nodes { id quantity lineItem { id sku } } ${pageInfoFields} }`;

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Fulfillment */
export const Fulfillment = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  name: z.string(),
  status: z.string(),
  displayStatus: z.string().nullable(),
  totalQuantity: z.int(),
  requiresShipping: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  inTransitAt: z.string().nullable(),
  estimatedDeliveryAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  trackingInfo: z.array(
    z.looseObject({ company: z.string().nullable(), number: z.string().nullable(), url: z.string().nullable() }),
  ),
  location: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
  service: z.looseObject({ id: z.string(), handle: z.string(), serviceName: z.string() }).nullable(),
});

export const FulfillmentDetail = Fulfillment.extend({
  fulfillmentLineItems: connectionOf(
    z.looseObject({
      id: z.string(),
      quantity: z.int().nullable(),
      lineItem: z.looseObject({ id: z.string(), sku: z.string().nullable() }),
    }),
  ),
});

/**
 * How a parcel can be followed: one number and address, or several of them.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/FulfillmentTrackingInput
 */
export const TrackingInput = z.object({
  company: z.string().optional().meta({ description: 'Carrier; Shopify makes the address of those that it knows' }),
  number: z.string().optional(),
  numbers: z.array(z.string()).optional(),
  url: z.url().optional(),
  urls: z.array(z.url()).optional(),
});

export const fulfillmentId = gid('Fulfillment', 'Fulfillment');
