import { z } from 'zod';
import { RestAddress } from './rest-address.ts';
import { RestId } from './rest-id.ts';

const text = z.string().nullish();

const Consent = z
  .looseObject({ state: text, opt_in_level: text, consent_updated_at: text, consent_collected_from: text })
  .nullish();

/** A customer in a webhook. @see https://shopify.dev/docs/api/admin-rest/latest/resources/customer */
export const RestCustomer = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional().meta({ description: 'The id, as the actions take it' }),
  email: text,
  phone: text,
  first_name: text,
  last_name: text,
  state: text,
  note: text,
  tags: text.meta({ description: 'Separated by commas' }),
  currency: text,
  verified_email: z.boolean().nullish(),
  tax_exempt: z.boolean().nullish(),
  tax_exemptions: z.array(z.string()).nullish(),
  multipass_identifier: text,
  orders_count: z.number().nullish(),
  total_spent: text,
  last_order_id: RestId.nullish(),
  last_order_name: text,
  email_marketing_consent: Consent,
  sms_marketing_consent: Consent,
  default_address: RestAddress.nullish(),
  addresses: z.array(RestAddress).nullish(),
  created_at: text,
  updated_at: text,
});
