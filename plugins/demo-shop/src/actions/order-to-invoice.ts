import { Transform } from '@mortise/sdk';
import { Invoice } from '../invoice.ts';
import { Order } from '../order.ts';

export class OrderToInvoice extends Transform {
  readonly name = 'order-to-invoice';
  readonly title = 'Make an invoice of an order';
  readonly input = Order;
  readonly output = Invoice;
  readonly expression = `{
    "reference": id, "customer": customerId, "currency": currency, "total": total, "date": $substringBefore(createdAt, "T"),
    "lines": [items.{ "product": productId, "pieces": quantity, "price": unitPrice }]
  }`;
}
