import { z } from 'zod';
import { Address, addressFields } from './address.ts';
import { gid } from './gid.ts';
import { Money, moneyFields } from './money.ts';

export const customerId = gid('Customer', 'Customer');

export const customerFields = `id legacyResourceId displayName firstName lastName locale state note tags verifiedEmail taxExempt taxExemptions
  numberOfOrders lifetimeDuration productSubscriberStatus multipassIdentifier dataSaleOptOut canDelete createdAt updatedAt
  amountSpent { ${moneyFields} } lastOrder { id name }
  defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt validFormat }
  defaultPhoneNumber { phoneNumber smsMarketingConsent { state optInLevel updatedAt } whatsAppMarketingConsent { state optInLevel updatedAt } }
  defaultAddress { ${addressFields} }`;

const text = z.string().nullable();
const PhoneConsent = z.looseObject({ state: z.string(), optInLevel: text, updatedAt: text });

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Customer */
export const Customer = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  displayName: z.string(),
  firstName: text,
  lastName: text,
  locale: z.string(),
  state: z.string().meta({ description: 'Of the account at the shop' }),
  note: text,
  tags: z.array(z.string()),
  verifiedEmail: z.boolean(),
  taxExempt: z.boolean(),
  taxExemptions: z.array(z.string()),
  numberOfOrders: z.string(),
  lifetimeDuration: z.string(),
  productSubscriberStatus: z.string(),
  multipassIdentifier: text,
  dataSaleOptOut: z.boolean(),
  canDelete: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  amountSpent: Money,
  lastOrder: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
  defaultEmailAddress: z
    .looseObject({
      emailAddress: z.string(),
      marketingState: z.string(),
      marketingOptInLevel: text,
      marketingUpdatedAt: text,
      validFormat: z.boolean(),
    })
    .nullable(),
  defaultPhoneNumber: z
    .looseObject({
      phoneNumber: z.string(),
      smsMarketingConsent: PhoneConsent,
      whatsAppMarketingConsent: PhoneConsent,
    })
    .nullable(),
  defaultAddress: Address.nullable(),
});
