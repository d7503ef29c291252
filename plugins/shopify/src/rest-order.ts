import { z } from 'zod';
import { RestAddress } from './rest-address.ts';
import { RestCustomer } from './rest-customer.ts';
import { RestId } from './rest-id.ts';

const text = z.string().nullish();

const Money = z.looseObject({ amount: z.string(), currency_code: z.string() });
const MoneySet = z.looseObject({ shop_money: Money, presentment_money: Money }).nullish();

const Property = z.looseObject({ name: z.string(), value: z.unknown() });

const RestTaxLine = z.looseObject({
  title: z.string(),
  price: z.string(),
  rate: z.number().nullish(),
  price_set: MoneySet,
  channel_liable: z.boolean().nullish(),
});

const DiscountAllocation = z.looseObject({
  amount: z.string(),
  discount_application_index: z.number(),
  amount_set: MoneySet,
});

const RestLineItem = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional(),
  name: text,
  title: text,
  variant_title: text,
  sku: text,
  vendor: text,
  product_id: RestId.nullish(),
  variant_id: RestId.nullish(),
  product_exists: z.boolean().nullish(),
  quantity: z.number(),
  current_quantity: z.number().nullish(),
  fulfillable_quantity: z.number().nullish(),
  fulfillment_service: text,
  fulfillment_status: text,
  gift_card: z.boolean().nullish(),
  grams: z.number().nullish(),
  price: z.string(),
  price_set: MoneySet,
  total_discount: text,
  total_discount_set: MoneySet,
  requires_shipping: z.boolean().nullish(),
  taxable: z.boolean().nullish(),
  properties: z.array(Property).nullish(),
  tax_lines: z.array(RestTaxLine).nullish(),
  discount_allocations: z.array(DiscountAllocation).nullish(),
});

const RestShippingLine = z.looseObject({
  id: RestId,
  title: text,
  code: text,
  source: text,
  carrier_identifier: text,
  phone: text,
  price: z.string(),
  price_set: MoneySet,
  discounted_price: text,
  discounted_price_set: MoneySet,
  is_removed: z.boolean().nullish(),
  tax_lines: z.array(RestTaxLine).nullish(),
  discount_allocations: z.array(DiscountAllocation).nullish(),
});

const RestFulfillment = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional(),
  order_id: RestId.nullish(),
  location_id: RestId.nullish(),
  name: text,
  status: text,
  shipment_status: text,
  service: text,
  tracking_company: text,
  tracking_number: text,
  tracking_numbers: z.array(z.string()).nullish(),
  tracking_url: text,
  tracking_urls: z.array(z.string()).nullish(),
  line_items: z.array(RestLineItem).nullish(),
  created_at: text,
  updated_at: text,
});

const RestRefund = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional(),
  order_id: RestId.nullish(),
  note: text,
  restock: z.boolean().nullish(),
  created_at: text,
  processed_at: text,
  refund_line_items: z
    .array(z.looseObject({ id: RestId, line_item_id: RestId.nullish(), quantity: z.number(), restock_type: text }))
    .nullish(),
  transactions: z
    .array(z.looseObject({ id: RestId, kind: text, status: text, gateway: text, amount: text, currency: text }))
    .nullish(),
});

/** An order in a webhook. @see https://shopify.dev/docs/api/admin-rest/latest/resources/order */
export const RestOrder = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional().meta({ description: 'The id, as the actions take it' }),
  name: text.meta({ description: 'As the customer sees it, for example #1001' }),
  number: z.number().nullish(),
  order_number: z.number().nullish(),
  email: text,
  contact_email: text,
  phone: text,
  note: text,
  note_attributes: z.array(Property).nullish(),
  po_number: text,
  tags: text.meta({ description: 'Separated by commas' }),
  test: z.boolean().nullish(),
  confirmed: z.boolean().nullish(),
  confirmation_number: text,
  token: text,
  cart_token: text,
  checkout_id: RestId.nullish(),
  checkout_token: text,
  app_id: RestId.nullish(),
  user_id: RestId.nullish(),
  merchant_of_record_app_id: RestId.nullish(),
  merchant_business_entity_id: text,
  company: z.looseObject({ id: RestId, location_id: RestId.nullish() }).nullish(),
  location_id: RestId.nullish(),
  source_name: text,
  source_identifier: text,
  source_url: text,
  landing_site: text,
  referring_site: text,
  browser_ip: text,
  client_details: z.looseObject({ browser_ip: text, accept_language: text, user_agent: text }).nullish(),
  customer_locale: text,
  buyer_accepts_marketing: z.boolean().nullish(),
  order_status_url: text,
  created_at: text,
  processed_at: text,
  updated_at: text,
  closed_at: text,
  cancelled_at: text,
  cancel_reason: text,
  financial_status: text,
  fulfillment_status: text,
  currency: text,
  presentment_currency: text,
  tax_exempt: z.boolean().nullish(),
  taxes_included: z.boolean().nullish(),
  duties_included: z.boolean().nullish(),
  estimated_taxes: z.boolean().nullish(),
  payment_gateway_names: z.array(z.string()).nullish(),
  subtotal_price: text,
  subtotal_price_set: MoneySet,
  total_discounts: text,
  total_discounts_set: MoneySet,
  total_line_items_price: text,
  total_line_items_price_set: MoneySet,
  total_shipping_price_set: MoneySet,
  total_tax: text,
  total_tax_set: MoneySet,
  total_price: text,
  total_price_set: MoneySet,
  total_outstanding: text,
  total_tip_received: text,
  total_weight: z.number().nullish().meta({ description: 'In grams' }),
  current_shipping_price_set: MoneySet,
  current_subtotal_price: text,
  current_subtotal_price_set: MoneySet,
  current_total_discounts: text,
  current_total_discounts_set: MoneySet,
  current_total_tax: text,
  current_total_tax_set: MoneySet,
  current_total_price: text,
  current_total_price_set: MoneySet,
  current_total_duties_set: MoneySet,
  current_total_additional_fees_set: MoneySet,
  original_total_duties_set: MoneySet,
  original_total_additional_fees_set: MoneySet,
  total_cash_rounding_payment_adjustment_set: MoneySet,
  total_cash_rounding_refund_adjustment_set: MoneySet,
  payment_terms: z
    .looseObject({ payment_terms_name: text, payment_terms_type: text, due_in_days: z.number().nullish() })
    .nullish(),
  discount_codes: z.array(z.looseObject({ code: z.string(), amount: text, type: text })).nullish(),
  discount_applications: z
    .array(
      z.looseObject({
        type: text,
        title: text,
        description: text,
        code: text,
        value: text,
        value_type: text,
        target_type: text,
        target_selection: text,
        allocation_method: text,
      }),
    )
    .nullish(),
  tax_lines: z.array(RestTaxLine).nullish(),
  customer: RestCustomer.nullish(),
  billing_address: RestAddress.nullish(),
  shipping_address: RestAddress.nullish(),
  line_items: z.array(RestLineItem).nullish(),
  shipping_lines: z.array(RestShippingLine).nullish(),
  fulfillments: z.array(RestFulfillment).nullish(),
  refunds: z.array(RestRefund).nullish(),
});
