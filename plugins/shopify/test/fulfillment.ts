import { listOf } from './answer.ts';

export const fulfillment = {
  id: 'gid://shopify/Fulfillment/81',
  legacyResourceId: '81',
  name: '#1001-F1',
  status: 'SUCCESS',
  displayStatus: 'IN_TRANSIT',
  totalQuantity: 1,
  requiresShipping: true,
  createdAt: '2026-11-21T09:00:00Z',
  updatedAt: '2026-11-21T09:00:00Z',
  inTransitAt: null,
  estimatedDeliveryAt: null,
  deliveredAt: null,
  trackingInfo: [{ company: 'DHL', number: '00340434', url: 'https://www.dhl.example/00340434' }],
  location: { id: 'gid://shopify/Location/91', name: 'Harbour' },
  service: { id: 'gid://shopify/FulfillmentService/manual', handle: 'manual', serviceName: 'Manual' },
};

export const fulfillmentDetail = {
  ...fulfillment,
  fulfillmentLineItems: listOf([
    { id: 'gid://shopify/FulfillmentLineItem/82', quantity: 1, lineItem: { id: 'gid://shopify/LineItem/41', sku: 'MUG-B' } },
  ]),
};
