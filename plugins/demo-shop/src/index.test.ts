import { faultMatrix, testPlugin } from '@mortise/testing';
import plugin from './index.ts';

const order = {
  id: 'ord_0001',
  customerId: 'cus_001',
  status: 'paid',
  currency: 'EUR',
  total: '42.00',
  items: [{ productId: 'prd_001', quantity: 2, unitPrice: '21.00' }],
  createdAt: '2026-01-31T12:00:00.000Z',
};

const customer = { id: 'cus_001', name: 'Ada', city: 'Brno', country: 'CZ', vatNumber: null };

const invoice = { orderId: 'ord_0001', customerId: 'cus_001', total: '42.00', currency: 'EUR' };

testPlugin(plugin, `${import.meta.dirname}/..`, {
  except: { documentation: 'The shop is documented in its own README, not on a page of the web.' },
});

faultMatrix(plugin, {
  'check-vat': {
    input: { countryCode: 'CZ', vatNumber: '00680637' },
    reply: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
      <CheckVatResponse xmlns="https://demo-shop.example/soap"><valid>true</valid></CheckVatResponse></s:Body></s:Envelope>`,
    output: { valid: true },
  },
  'create-invoice': {
    input: invoice,
    reply: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
      <CreateInvoiceResponse xmlns="https://demo-shop.example/soap"><invoiceNumber>00000001</invoiceNumber></CreateInvoiceResponse>
      </s:Body></s:Envelope>`,
    output: { invoiceNumber: '00000001' },
  },
  'create-order': {
    input: { customerId: 'cus_001', items: [{ productId: 'prd_001', quantity: 2 }] },
    reply: { status: 201, body: order },
  },
  'find-customers': {
    input: {},
    reply: { data: { customers: { edges: [{ node: customer }], pageInfo: { hasNextPage: true, endCursor: 'b2' } } } },
    nextReply: { data: { customers: { edges: [{ node: customer }], pageInfo: { hasNextPage: false, endCursor: 'b3' } } } },
  },
  'get-customer': {
    input: { customerId: 'cus_001' },
    reply: { id: 'cus_001', name: 'Ada', email: 'ada@example.com', country: 'CZ' },
  },
  'get-invoice': {
    input: { invoiceNumber: '00000001' },
    reply: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
      <GetInvoiceResponse xmlns="https://demo-shop.example/soap"><invoiceNumber>00000001</invoiceNumber><orderId>ord_0001</orderId>
      <customerId>cus_001</customerId><total>42.00</total><currency>EUR</currency></GetInvoiceResponse></s:Body></s:Envelope>`,
    output: { invoiceNumber: '00000001', ...invoice },
  },
  'get-order': { input: { orderId: 'ord_0001' }, reply: order },
  'large-orders': { input: { ...order, total: '500.00' }, output: { id: 'ord_0001' } },
  'list-orders': { input: {}, reply: { orders: [order], next: 'b2' }, nextReply: { orders: [order], next: null } },
  'look-up-customer': {
    input: { customerId: 'cus_001' },
    reply: { data: { customer: { id: 'cus_001', name: 'Ada', country: 'CZ', vatNumber: null } } },
  },
  'new-orders': {
    input: {},
    reply: { orders: [order], next: null },
    nextReply: { orders: [order, { ...order, id: 'ord_0002' }], next: null },
  },
  'order-to-invoice': { input: order, output: { reference: 'ord_0001', date: '2026-01-31' } },
  'order-created': {
    input: {},
    reply: { id: 'evt_001', type: 'order.created', createdAt: '2026-01-31T12:00:00.000Z', data: order },
  },
});
