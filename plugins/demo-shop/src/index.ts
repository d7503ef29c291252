import { definePlugin } from '@mortise/sdk';
import { LargeOrders } from './actions/large-orders.ts';
import { OrderToInvoice } from './actions/order-to-invoice.ts';
import { CheckVat } from './connectors/check-vat.ts';
import { CreateInvoice } from './connectors/create-invoice.ts';
import { CreateOrder } from './connectors/create-order.ts';
import { FindCustomers } from './connectors/find-customers.ts';
import { GetCustomer } from './connectors/get-customer.ts';
import { GetInvoice } from './connectors/get-invoice.ts';
import { GetOrder } from './connectors/get-order.ts';
import { ListOrders } from './connectors/list-orders.ts';
import { LookUpCustomer } from './connectors/look-up-customer.ts';
import { DemoShop } from './demo-shop.application.ts';
import { NewOrders } from './polling-triggers/new-orders.ts';
import { OrderCreated } from './webhooks/order-created.ts';

export default definePlugin({
  application: DemoShop,
  connectors: [
    CheckVat,
    CreateInvoice,
    CreateOrder,
    FindCustomers,
    GetCustomer,
    GetInvoice,
    GetOrder,
    ListOrders,
    LookUpCustomer,
  ],
  webhooks: [OrderCreated],
  pollingTriggers: [NewOrders],
  actions: [LargeOrders, OrderToInvoice],
});
