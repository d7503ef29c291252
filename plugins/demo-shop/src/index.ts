import { definePlugin } from '@mortise/sdk';
import { CreateOrder } from './connectors/create-order.ts';
import { GetCustomer } from './connectors/get-customer.ts';
import { GetOrder } from './connectors/get-order.ts';
import { ListOrders } from './connectors/list-orders.ts';
import { DemoShop } from './demo-shop.application.ts';

export default definePlugin({
  application: DemoShop,
  connectors: [CreateOrder, GetCustomer, GetOrder, ListOrders],
});
