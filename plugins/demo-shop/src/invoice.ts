import { z } from 'zod';

export const Invoice = z.object({
  reference: z.string(),
  customer: z.string(),
  currency: z.string().meta({ description: 'ISO 4217 code' }),
  total: z.string().meta({ description: 'Decimal number' }),
  date: z.iso.date(),
  lines: z.array(z.object({ product: z.string(), pieces: z.int(), price: z.string() })),
});
