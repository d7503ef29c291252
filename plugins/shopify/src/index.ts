import { definePlugin } from '@mortise/sdk';
import { AddTags } from './connectors/add-tags.ts';
import { AdjustInventory } from './connectors/adjust-inventory.ts';
import { CancelOrder } from './connectors/cancel-order.ts';
import { CloseOrder } from './connectors/close-order.ts';
import { CompleteDraftOrder } from './connectors/complete-draft-order.ts';
import { CreateCustomer } from './connectors/create-customer.ts';
import { CreateDraftOrder } from './connectors/create-draft-order.ts';
import { CreateFulfillment } from './connectors/create-fulfillment.ts';
import { CreateProduct } from './connectors/create-product.ts';
import { CreateRefund } from './connectors/create-refund.ts';
import { FindCustomer } from './connectors/find-customer.ts';
import { GetCustomer } from './connectors/get-customer.ts';
import { GetInventory } from './connectors/get-inventory.ts';
import { GetOrder } from './connectors/get-order.ts';
import { GetProduct } from './connectors/get-product.ts';
import { GetShop } from './connectors/get-shop.ts';
import { ListCustomers } from './connectors/list-customers.ts';
import { ListFulfillmentOrders } from './connectors/list-fulfillment-orders.ts';
import { ListLocations } from './connectors/list-locations.ts';
import { ListOrders } from './connectors/list-orders.ts';
import { ListProducts } from './connectors/list-products.ts';
import { ListVariants } from './connectors/list-variants.ts';
import { MarkOrderAsPaid } from './connectors/mark-order-as-paid.ts';
import { RemoveTags } from './connectors/remove-tags.ts';
import { SendInvoice } from './connectors/send-invoice.ts';
import { SetInventory } from './connectors/set-inventory.ts';
import { SetMetafields } from './connectors/set-metafields.ts';
import { UpdateCustomer } from './connectors/update-customer.ts';
import { UpdateOrder } from './connectors/update-order.ts';
import { UpdateProduct } from './connectors/update-product.ts';
import { UpdateTracking } from './connectors/update-tracking.ts';
import { UpdateVariants } from './connectors/update-variants.ts';
import { Shopify } from './shopify.application.ts';
import { CustomerCreated } from './webhooks/customer-created.ts';
import { OrderCancelled } from './webhooks/order-cancelled.ts';
import { OrderCreated } from './webhooks/order-created.ts';
import { OrderPaid } from './webhooks/order-paid.ts';
import { OrderUpdated } from './webhooks/order-updated.ts';
import { ProductUpdated } from './webhooks/product-updated.ts';

export default definePlugin({
  application: Shopify,
  connectors: [
    AddTags,
    AdjustInventory,
    CancelOrder,
    CloseOrder,
    CompleteDraftOrder,
    CreateCustomer,
    CreateDraftOrder,
    CreateFulfillment,
    CreateProduct,
    CreateRefund,
    FindCustomer,
    GetCustomer,
    GetInventory,
    GetOrder,
    GetProduct,
    GetShop,
    ListCustomers,
    ListFulfillmentOrders,
    ListLocations,
    ListOrders,
    ListProducts,
    ListVariants,
    MarkOrderAsPaid,
    RemoveTags,
    SendInvoice,
    SetInventory,
    SetMetafields,
    UpdateCustomer,
    UpdateOrder,
    UpdateProduct,
    UpdateTracking,
    UpdateVariants,
  ],
  webhooks: [CustomerCreated, OrderCancelled, OrderCreated, OrderPaid, OrderUpdated, ProductUpdated],
});
