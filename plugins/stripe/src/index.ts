import { definePlugin } from '@mortise/sdk';
import { CancelPaymentIntent } from './connectors/cancel-payment-intent.ts';
import { CancelSubscription } from './connectors/cancel-subscription.ts';
import { CapturePaymentIntent } from './connectors/capture-payment-intent.ts';
import { ConfirmPaymentIntent } from './connectors/confirm-payment-intent.ts';
import { CreateCheckoutSession } from './connectors/create-checkout-session.ts';
import { CreateCustomer } from './connectors/create-customer.ts';
import { CreateInvoice } from './connectors/create-invoice.ts';
import { CreateInvoiceItem } from './connectors/create-invoice-item.ts';
import { CreatePaymentIntent } from './connectors/create-payment-intent.ts';
import { CreatePrice } from './connectors/create-price.ts';
import { CreateProduct } from './connectors/create-product.ts';
import { CreateRefund } from './connectors/create-refund.ts';
import { CreateSubscription } from './connectors/create-subscription.ts';
import { DeleteCustomer } from './connectors/delete-customer.ts';
import { FinalizeInvoice } from './connectors/finalize-invoice.ts';
import { GetBalance } from './connectors/get-balance.ts';
import { GetCharge } from './connectors/get-charge.ts';
import { GetCheckoutSession } from './connectors/get-checkout-session.ts';
import { GetCustomer } from './connectors/get-customer.ts';
import { GetInvoice } from './connectors/get-invoice.ts';
import { GetPaymentIntent } from './connectors/get-payment-intent.ts';
import { GetSubscription } from './connectors/get-subscription.ts';
import { ListCharges } from './connectors/list-charges.ts';
import { ListCustomers } from './connectors/list-customers.ts';
import { ListEvents } from './connectors/list-events.ts';
import { ListInvoices } from './connectors/list-invoices.ts';
import { ListSubscriptions } from './connectors/list-subscriptions.ts';
import { PayInvoice } from './connectors/pay-invoice.ts';
import { SearchCustomers } from './connectors/search-customers.ts';
import { SendInvoice } from './connectors/send-invoice.ts';
import { UpdateCustomer } from './connectors/update-customer.ts';
import { VoidInvoice } from './connectors/void-invoice.ts';
import { Stripe } from './stripe.application.ts';
import { CheckoutCompleted } from './webhooks/checkout-completed.ts';
import { InvoicePaid } from './webhooks/invoice-paid.ts';
import { PaymentFailed } from './webhooks/payment-failed.ts';
import { PaymentSucceeded } from './webhooks/payment-succeeded.ts';
import { SubscriptionChanged } from './webhooks/subscription-changed.ts';

export default definePlugin({
  application: Stripe,
  connectors: [
    CancelPaymentIntent,
    CancelSubscription,
    CapturePaymentIntent,
    ConfirmPaymentIntent,
    CreateCheckoutSession,
    CreateCustomer,
    CreateInvoice,
    CreateInvoiceItem,
    CreatePaymentIntent,
    CreatePrice,
    CreateProduct,
    CreateRefund,
    CreateSubscription,
    DeleteCustomer,
    FinalizeInvoice,
    GetBalance,
    GetCharge,
    GetCheckoutSession,
    GetCustomer,
    GetInvoice,
    GetPaymentIntent,
    GetSubscription,
    ListCharges,
    ListCustomers,
    ListEvents,
    ListInvoices,
    ListSubscriptions,
    PayInvoice,
    SearchCustomers,
    SendInvoice,
    UpdateCustomer,
    VoidInvoice,
  ],
  webhooks: [CheckoutCompleted, InvoicePaid, PaymentFailed, PaymentSucceeded, SubscriptionChanged],
});
