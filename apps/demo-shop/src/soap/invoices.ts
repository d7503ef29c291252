import { SoapFault } from './soap-fault.ts';

/** An invoice made over SOAP. Its number is text: the zeros in front belong to it. */
export interface Invoice {
  readonly invoiceNumber: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly total: string;
  readonly currency: string;
}

export class Invoices {
  readonly #invoices = new Map<string, Invoice>();
  readonly #byOrder = new Map<string, Invoice>();

  /** An order has one invoice: whoever asks for the same again gets it, and whoever asks for another is refused. */
  create(invoice: Omit<Invoice, 'invoiceNumber'>) {
    const known = this.#byOrder.get(invoice.orderId);
    if (known && !isFor(known, invoice)) {
      throw new SoapFault(`The order ${invoice.orderId} has the invoice ${known.invoiceNumber} with other contents.`);
    }
    if (known) return known;
    const invoiceNumber = String(this.#invoices.size + 1).padStart(8, '0');
    const created = { invoiceNumber, ...invoice };
    this.#invoices.set(invoiceNumber, created);
    this.#byOrder.set(created.orderId, created);
    return created;
  }

  get(invoiceNumber: string) {
    return this.#invoices.get(invoiceNumber);
  }

  reset() {
    this.#invoices.clear();
    this.#byOrder.clear();
  }
}

function isFor({ customerId, total, currency }: Invoice, wanted: Omit<Invoice, 'invoiceNumber'>) {
  return customerId === wanted.customerId && total === wanted.total && currency === wanted.currency;
}
