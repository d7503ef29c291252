import { listen, type Server } from 'soap';
import type { z } from 'zod';
import type { Backend } from '../backend.ts';
import { CheckVatInput, CreateInvoiceInput, GetInvoiceInput } from './inputs.ts';
import { SoapFault } from './soap-fault.ts';
import { checkVat } from './vat.ts';

/** The three operations of the WSDL. */
export function soapService({ store, invoices }: Backend, xml: string) {
  const operations = {
    CheckVat: (input: unknown) => checkVat(store.customers, read(CheckVatInput, input)),

    CreateInvoice(input: unknown) {
      const invoice = read(CreateInvoiceInput, input);
      if (!store.order(invoice.orderId)) throw new SoapFault(`There is no order ${invoice.orderId}.`);
      if (!store.customer(invoice.customerId)) throw new SoapFault(`There is no customer ${invoice.customerId}.`);
      return { invoiceNumber: invoices.create(invoice).invoiceNumber };
    },

    GetInvoice(input: unknown) {
      const { invoiceNumber } = read(GetInvoiceInput, input);
      const invoice = invoices.get(invoiceNumber);
      if (!invoice) throw new SoapFault(`There is no invoice ${invoiceNumber}.`);
      return invoice;
    },
  };
  const services = { ShopService: { ShopPort: operations } };

  // Without an HTTP server of its own the library answers text with text, but only once it has read the WSDL.
  return new Promise<Server>((resolve, reject) => {
    const callback = (error: unknown, server: Server) => (error ? reject(error) : resolve(server));
    listen(null, { path: '/soap', xml, services, callback, suppressStack: true });
  });
}

function read<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'The input is not valid.' };
  throw new SoapFault(`${path.join('.')}: ${message}`);
}
