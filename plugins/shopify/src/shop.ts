import { z } from 'zod';

export const shopFields = `id name email contactEmail description shopOwnerName myshopifyDomain url currencyCode enabledPresentmentCurrencies
  ianaTimezone timezoneAbbreviation timezoneOffsetMinutes unitSystem weightUnit taxesIncluded taxShipping setupRequired createdAt updatedAt
  orderNumberFormatPrefix orderNumberFormatSuffix shipsToCountries primaryDomain { id host url sslEnabled }
  plan { publicDisplayName partnerDevelopment shopifyPlus }
  shopAddress { id company address1 address2 city zip province provinceCode country countryCodeV2 phone formatted }`;

const text = z.string().nullable();

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Shop */
export const Shop = z.looseObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  contactEmail: z.string(),
  description: text,
  shopOwnerName: z.string(),
  myshopifyDomain: z.string(),
  url: z.string(),
  currencyCode: z.string(),
  enabledPresentmentCurrencies: z.array(z.string()),
  ianaTimezone: z.string(),
  timezoneAbbreviation: z.string(),
  timezoneOffsetMinutes: z.int(),
  unitSystem: z.string(),
  weightUnit: z.string(),
  taxesIncluded: z.boolean(),
  taxShipping: z.boolean(),
  setupRequired: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  orderNumberFormatPrefix: z.string(),
  orderNumberFormatSuffix: z.string(),
  shipsToCountries: z.array(z.string()),
  primaryDomain: z.looseObject({ id: z.string(), host: z.string(), url: z.string(), sslEnabled: z.boolean() }),
  plan: z.looseObject({ publicDisplayName: z.string(), partnerDevelopment: z.boolean(), shopifyPlus: z.boolean() }),
  shopAddress: z.looseObject({
    id: z.string(),
    company: text,
    address1: text,
    address2: text,
    city: text,
    zip: text,
    province: text,
    provinceCode: text,
    country: text,
    countryCodeV2: text,
    phone: text,
    formatted: z.array(z.string()),
  }),
});
