import { z } from 'zod';
import { connectionOf, pageInfoFields } from './connection.ts';

export const fulfillmentOrderFields = `id orderId orderName orderProcessedAt status requestStatus createdAt updatedAt fulfillAt fulfillBy
  assignedLocation { name address1 address2 city zip province countryCode phone location { id name } }
  destination { id firstName lastName company address1 address2 city zip province countryCode email phone }
  deliveryMethod { id methodType presentedName serviceCode minDeliveryDateTime maxDeliveryDateTime }
  fulfillmentHolds { id reason reasonNotes displayReason handle heldByRequestingApp }
  supportedActions { action externalUrl }
  lineItems(first: 50) { nodes { id totalQuantity remainingQuantity productTitle variantTitle sku vendor requiresShipping inventoryItemId
    lineItem { id } variant { id } weight { value unit } } ${pageInfoFields} }`;

const text = z.string().nullable();

/** What one location has to send of an order. @see https://shopify.dev/docs/api/admin-graphql/latest/objects/FulfillmentOrder */
export const FulfillmentOrder = z.looseObject({
  id: z.string(),
  orderId: z.string(),
  orderName: z.string(),
  orderProcessedAt: z.string(),
  status: z.string(),
  requestStatus: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  fulfillAt: text,
  fulfillBy: text,
  assignedLocation: z.looseObject({
    name: z.string(),
    address1: text,
    address2: text,
    city: text,
    zip: text,
    province: text,
    countryCode: z.string(),
    phone: text,
    location: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
  }),
  destination: z
    .looseObject({
      id: z.string(),
      firstName: text,
      lastName: text,
      company: text,
      address1: text,
      address2: text,
      city: text,
      zip: text,
      province: text,
      countryCode: text,
      email: text,
      phone: text,
    })
    .nullable(),
  deliveryMethod: z
    .looseObject({
      id: z.string(),
      methodType: z.string(),
      presentedName: text,
      serviceCode: text,
      minDeliveryDateTime: text,
      maxDeliveryDateTime: text,
    })
    .nullable(),
  fulfillmentHolds: z.array(
    z.looseObject({
      id: z.string(),
      reason: z.string(),
      reasonNotes: text,
      displayReason: z.string(),
      handle: text,
      heldByRequestingApp: z.boolean(),
    }),
  ),
  supportedActions: z.array(z.looseObject({ action: z.string(), externalUrl: text })),
  lineItems: connectionOf(
    z.looseObject({
      id: z.string(),
      totalQuantity: z.int(),
      remainingQuantity: z.int(),
      productTitle: z.string(),
      variantTitle: text,
      sku: text,
      vendor: text,
      requiresShipping: z.boolean(),
      inventoryItemId: text,
      lineItem: z.looseObject({ id: z.string() }),
      variant: z.looseObject({ id: z.string() }).nullable(),
      weight: z.looseObject({ value: z.number(), unit: z.string() }).nullable(),
    }),
  ),
});
