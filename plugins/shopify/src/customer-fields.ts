import { z } from 'zod';
import { gid } from './gid.ts';
import { MetafieldInput } from './metafield.ts';
import { dateTime, tags } from './values.ts';

const marketingOptInLevel = z.enum(['CONFIRMED_OPT_IN', 'SINGLE_OPT_IN', 'UNKNOWN']).optional();
const sourceLocationId = gid('Location', 'Where it was given').optional();

/**
 * What can be written of a customer.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/CustomerInput
 */
export const writableFields = {
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.email().optional(),
  phone: z.string().optional().meta({ description: 'With the code of the country, for example +4930123456' }),
  locale: z.string().optional().meta({ description: 'For example de or pt-BR' }),
  note: z.string().optional(),
  tags: tags.optional().meta({ description: 'All tags: those that are left out are removed' }),
  taxExempt: z.boolean().optional(),
  taxExemptions: z.array(z.string()).optional().meta({ description: 'For example EU_REVERSE_CHARGE_EXEMPTION_RULE' }),
  multipassIdentifier: z.string().optional(),
  metafields: z.array(MetafieldInput).optional(),
};

/** Whether news may be sent; with a new customer only. */
export const consentFields = {
  emailMarketingConsent: z
    .object({
      marketingState: z.enum(['INVALID', 'NOT_SUBSCRIBED', 'PENDING', 'REDACTED', 'SUBSCRIBED', 'UNSUBSCRIBED']),
      marketingOptInLevel,
      consentUpdatedAt: dateTime.optional(),
      sourceLocationId,
    })
    .optional(),
  smsMarketingConsent: z
    .object({
      marketingState: z.enum(['NOT_SUBSCRIBED', 'PENDING', 'REDACTED', 'SUBSCRIBED', 'UNSUBSCRIBED']),
      marketingOptInLevel,
      consentUpdatedAt: dateTime.optional(),
      sourceLocationId,
    })
    .optional(),
  whatsAppMarketingConsent: z
    .object({
      state: z.enum(['NEVER_SUBSCRIBED', 'PENDING', 'REDACTED', 'SUBSCRIBED', 'UNSUBSCRIBED']),
      optInLevel: marketingOptInLevel,
      updatedAt: dateTime.optional(),
      sourceLocationId,
    })
    .optional(),
};
