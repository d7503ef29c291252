import { z } from 'zod';

/** The feature that both ways offer: no work worth mentioning, so that only the way is measured. */
export const Order = z.object({
  id: z.string(),
  items: z.array(z.object({ sku: z.string(), pieces: z.int(), price: z.number() })),
});
export const Priced = z.object({ id: z.string(), total: z.number() });

export function priceOrder({ id, items }: z.infer<typeof Order>): z.infer<typeof Priced> {
  return { id, total: items.reduce((sum, { pieces, price }) => sum + pieces * price, 0) };
}
