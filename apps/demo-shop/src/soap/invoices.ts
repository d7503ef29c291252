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

  create(invoice: Omit<Invoice, 'invoiceNumber'>) {
    const invoiceNumber = String(this.#invoices.size + 1).padStart(8, '0');
    const created = { invoiceNumber, ...invoice };
    this.#invoices.set(invoiceNumber, created);
    return created;
  }

  get(invoiceNumber: string) {
    return this.#invoices.get(invoiceNumber);
  }

  reset() {
    this.#invoices.clear();
  }
}
