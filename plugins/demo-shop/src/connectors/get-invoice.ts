import { type InputOf, SoapConnector } from '@mortise/sdk';
import { z } from 'zod';

export class GetInvoice extends SoapConnector {
  readonly name = 'get-invoice';
  readonly title = 'Get an invoice';
  readonly input = z.object({ invoiceNumber: z.string().meta({ description: 'With its zeros' }) });
  readonly output = z.looseObject({
    invoiceNumber: z.string(),
    orderId: z.string(),
    customerId: z.string(),
    total: z.string().meta({ description: 'Decimal number' }),
    currency: z.string().meta({ description: 'ISO 4217 code' }),
  });
  readonly path = '/soap';
  readonly namespace = 'https://demo-shop.example/soap';

  body(input: InputOf<GetInvoice>) {
    return { GetInvoice: input };
  }
}
