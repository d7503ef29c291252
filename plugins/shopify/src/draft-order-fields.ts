import { z } from 'zod';
import { AddressInput } from './address.ts';
import { AttributeInput } from './attribute.ts';
import { customerId } from './customer.ts';
import { gid } from './gid.ts';
import { MetafieldInput } from './metafield.ts';
import { MoneyInput } from './money.ts';
import { variantId } from './product-variant.ts';
import { currencyCode, dateTime, tags } from './values.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/DraftOrderAppliedDiscountInput */
const appliedDiscount = z
  .object({
    value: z.number().min(0),
    valueType: z.enum(['FIXED_AMOUNT', 'PERCENTAGE']),
    amountWithCurrency: MoneyInput.optional(),
    title: z.string().optional(),
    description: z.string().optional(),
  })
  .optional();

/** A variant of the shop, or something else with a title and a price. */
const LineItemInput = z.object({
  variantId: variantId.optional(),
  quantity: z.int().min(1),
  title: z.string().optional(),
  sku: z.string().optional(),
  originalUnitPriceWithCurrency: MoneyInput.optional().meta({ description: 'Price of what is no variant' }),
  priceOverride: MoneyInput.optional().meta({ description: 'Price of a variant, where it is another one here' }),
  generatePriceOverride: z.boolean().optional(),
  appliedDiscount,
  customAttributes: z.array(AttributeInput).optional(),
  requiresShipping: z.boolean().optional(),
  taxable: z.boolean().optional(),
  weight: z.object({ value: z.number().min(0), unit: z.enum(['GRAMS', 'KILOGRAMS', 'OUNCES', 'POUNDS']) }).optional(),
  uuid: z.string().optional(),
  components: z
    .array(z.object({ variantId: variantId.optional(), quantity: z.int().min(1), uuid: z.string().optional() }))
    .optional()
    .meta({ description: 'Of a bundle' }),
});

/**
 * What can be written of a draft order.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/DraftOrderInput
 */
export const writableFields = {
  lineItems: z.array(LineItemInput).min(1).max(499),
  purchasingEntity: z
    .union([
      z.object({ customerId }),
      z.object({
        purchasingCompany: z.object({
          companyId: gid('Company'),
          companyContactId: gid('CompanyContact'),
          companyLocationId: gid('CompanyLocation'),
        }),
      }),
    ])
    .optional()
    .meta({ title: 'Buyer', description: 'A customer, or a company' }),
  email: z.email().optional(),
  phone: z.string().optional(),
  note: z.string().optional(),
  poNumber: z.string().optional(),
  tags: tags.optional(),
  billingAddress: AddressInput.optional(),
  shippingAddress: AddressInput.optional(),
  useCustomerDefaultAddress: z.boolean().optional(),
  shippingLine: z
    .object({
      title: z.string().optional(),
      priceWithCurrency: MoneyInput.optional(),
      shippingRateHandle: z.string().optional(),
    })
    .optional(),
  appliedDiscount,
  discountCodes: z.array(z.string()).optional(),
  acceptAutomaticDiscounts: z.boolean().optional(),
  allowDiscountCodesInCheckout: z.boolean().optional(),
  presentmentCurrencyCode: currencyCode.optional(),
  taxExempt: z.boolean().optional(),
  paymentTerms: z
    .object({
      paymentTermsTemplateId: gid('PaymentTermsTemplate').optional(),
      paymentSchedules: z.array(z.object({ dueAt: dateTime.optional(), issuedAt: dateTime.optional() })).optional(),
    })
    .optional(),
  deposit: z.object({ percentage: z.number().min(0).max(100) }).optional(),
  reserveInventoryUntil: dateTime.optional(),
  visibleToCustomer: z.boolean().optional(),
  customAttributes: z.array(AttributeInput).optional(),
  localizedFields: z
    .array(z.object({ key: z.string(), value: z.string() }))
    .optional()
    .meta({ description: 'Of a country, for example TAX_CREDENTIAL_BR' }),
  metafields: z.array(MetafieldInput).optional(),
  sourceName: z.string().optional(),
  sessionToken: z.string().optional(),
  transformerFingerprint: z.string().optional(),
};
