export const metafield = {
  id: 'gid://shopify/Metafield/31',
  namespace: 'erp',
  key: 'number',
  type: 'single_line_text_field',
  value: 'A-17',
  jsonValue: 'A-17',
  compareDigest: 'f3c1e2',
  ownerType: 'ORDER',
  createdAt: '2026-11-20T08:00:00Z',
  updatedAt: '2026-11-20T08:00:00Z',
};
