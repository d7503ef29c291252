import { z } from 'zod';

export const locationFields = `id legacyResourceId name isActive isFulfillmentService fulfillsOnlineOrders shipsInventory hasActiveInventory
  hasUnfulfilledOrders addressVerified createdAt updatedAt deactivatedAt fulfillmentService { id handle serviceName }
  address { address1 address2 city zip province provinceCode country countryCode phone latitude longitude formatted }`;

const text = z.string().nullable();

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Location */
export const Location = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  isFulfillmentService: z.boolean(),
  fulfillsOnlineOrders: z.boolean(),
  shipsInventory: z.boolean(),
  hasActiveInventory: z.boolean(),
  hasUnfulfilledOrders: z.boolean(),
  addressVerified: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  deactivatedAt: text,
  fulfillmentService: z.looseObject({ id: z.string(), handle: z.string(), serviceName: z.string() }).nullable(),
  address: z.looseObject({
    address1: text,
    address2: text,
    city: text,
    zip: text,
    province: text,
    provinceCode: text,
    country: text,
    countryCode: text,
    phone: text,
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    formatted: z.array(z.string()),
  }),
});
