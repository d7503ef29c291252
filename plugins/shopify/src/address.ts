import { z } from 'zod';
import { countryCode } from './values.ts';

export const addressFields = `id name firstName lastName company address1 address2 city zip province provinceCode country
  countryCodeV2 phone latitude longitude formatted`;

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/MailingAddress */
export const Address = z.looseObject({
  id: z.string(),
  name: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  company: z.string().nullable(),
  address1: z.string().nullable(),
  address2: z.string().nullable(),
  city: z.string().nullable(),
  zip: z.string().nullable(),
  province: z.string().nullable(),
  provinceCode: z.string().nullable(),
  country: z.string().nullable(),
  countryCodeV2: z.string().nullable(),
  phone: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  formatted: z.array(z.string()),
});

/** @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/MailingAddressInput */
export const AddressInput = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  address1: z.string().optional(),
  address2: z.string().optional(),
  city: z.string().optional(),
  zip: z.string().optional(),
  provinceCode: z.string().optional(),
  countryCode: countryCode.optional(),
  phone: z.string().optional(),
});
