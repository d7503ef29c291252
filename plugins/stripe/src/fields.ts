import { z } from 'zod';

// Inputs that many endpoints share.

export const expand = z
  .array(z.string())
  .optional()
  .meta({ description: 'Fields to get as objects instead of ids, for example customer; in lists data.customer' });

export const metadata = z.record(z.string(), z.string()).optional().meta({
  description: 'Own keys and values: up to 50, keys up to 40 and values up to 500 characters; an empty value removes its key',
});

export const customer = z.string().meta({ title: 'Customer', description: 'Its id, for example cus_…' });
export const paymentIntent = z.string().meta({ title: 'Payment intent', description: 'Its id, for example pi_…' });
export const invoice = z.string().meta({ title: 'Invoice', description: 'Its id, for example in_…' });
export const subscription = z.string().meta({ title: 'Subscription', description: 'Its id, for example sub_…' });
export const price = z.string().meta({ title: 'Price', description: 'Its id, for example price_…' });
export const paymentMethod = z.string().meta({ title: 'Payment method', description: 'Its id, for example pm_…' });
export const customerAccount = z
  .string()
  .optional()
  .meta({ description: 'Id of an account (acct_…) that is charged in place of a customer' });

export const currency = z.string().meta({ description: 'Three letters (ISO 4217), lower case, for example eur' });
export const amount = z.int().meta({ description: 'In the smallest unit of the currency: 1099 are 10.99 EUR, 100 are 100 JPY' });
export const decimalAmount = z
  .string()
  .optional()
  .meta({ description: 'Smallest units with up to 12 decimal places; instead of unit_amount' });
export const timestamp = z.int().meta({ description: 'Seconds since 1970' });

export const statementDescriptor = z
  .string()
  .max(22)
  .optional()
  .meta({ description: 'What the statement of the payer shows, up to 22 characters' });
export const onBehalfOf = z.string().optional().meta({ description: 'Connect: account (acct_…) that the payment is for' });
export const applicationFee = z.int().optional().meta({ description: 'Connect: fee of the platform in the smallest unit' });
export const transferGroup = z.string().optional().meta({ description: 'Connect: groups this payment with transfers' });

export const collectionMethod = z
  .enum(['charge_automatically', 'send_invoice'])
  .optional()
  .meta({ description: 'Charge the default payment method, or email the invoice to be paid' });
export const taxBehavior = z
  .enum(['exclusive', 'inclusive', 'unspecified'])
  .optional()
  .meta({ description: 'Whether the amount includes tax' });
export const interval = z.enum(['day', 'week', 'month', 'year']);
export const automaticTax = z
  .object({
    enabled: z.boolean().meta({ description: 'Whether Stripe Tax calculates the tax' }),
    liability: z
      .object({ type: z.enum(['account', 'self']), account: z.string().optional() })
      .optional()
      .meta({ description: 'Connect: whose tax it is' }),
  })
  .optional()
  .meta({ description: 'Tax calculated by Stripe' });
export const taxRates = z.array(z.string()).optional().meta({ description: 'Ids of tax rates, for example txr_…' });
export const discounts = z
  .array(
    z.object({
      coupon: z.string().optional().meta({ description: 'Id of a coupon' }),
      discount: z.string().optional().meta({ description: 'Id of a discount that exists already' }),
      promotion_code: z.string().optional().meta({ description: 'Id of a promotion code (promo_…)' }),
    }),
  )
  .optional()
  .meta({ description: 'Each with one of the three' });

/** What the plugin hands on as it is, because it depends on the payment method or is rarely used. */
export function passedOn(description: string) {
  return z.record(z.string(), z.unknown()).optional().meta({ description });
}

/** A field that is removed by sending it empty. */
export function clearable<Field extends z.ZodType>(field: Field) {
  return z.union([field, z.literal('')]);
}
