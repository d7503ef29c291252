import { type InputOf, SoapConnector } from '@mortise/sdk';
import { z } from 'zod';

export class CreateInvoice extends SoapConnector {
  readonly name = 'create-invoice';
  readonly title = 'Create an invoice';
  override readonly description = 'An order has one invoice: asked for again, it is the same one.';
  readonly input = z.object({
    orderId: z.string(),
    customerId: z.string(),
    total: z.string().meta({ description: 'Decimal number' }),
    currency: z.string().meta({ description: 'ISO 4217 code' }),
  });
  readonly output = z.looseObject({ invoiceNumber: z.string() });
  readonly path = '/soap';
  readonly namespace = 'https://demo-shop.example/soap';

  body(input: InputOf<CreateInvoice>) {
    return { CreateInvoice: input };
  }
}
