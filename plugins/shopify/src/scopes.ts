/** What the actions of this plugin need; to write includes to read. @see https://shopify.dev/docs/api/usage/access-scopes */
export const scopes = [
  'write_customers',
  'write_draft_orders',
  'write_inventory',
  'read_locations',
  'write_merchant_managed_fulfillment_orders',
  'write_orders',
  'write_products',
];
