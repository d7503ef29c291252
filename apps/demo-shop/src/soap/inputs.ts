import { z } from 'zod';

export const CheckVatInput = z.object({
  countryCode: z.string().regex(/^[A-Z]{2}$/, { error: 'Send two capital letters.' }),
  vatNumber: z.string().regex(/^[A-Z0-9]{5,12}$/, { error: 'Send five to twelve letters and digits, without the country.' }),
});

export const CreateInvoiceInput = z.object({
  orderId: z.string(),
  customerId: z.string(),
  total: z.string().regex(/^\d+\.\d{2}$/, { error: 'Send a decimal number with two places.' }),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'Send three capital letters.' }),
});

export const GetInvoiceInput = z.object({ invoiceNumber: z.string().min(1) });
