import { z } from 'zod';

export const OrderItem = z.looseObject({
  productId: z.string(),
  quantity: z.int().positive(),
  unitPrice: z.string().meta({ description: 'Decimal number' }),
});

export const Order = z.looseObject({
  id: z.string(),
  customerId: z.string(),
  status: z.enum(['pending', 'paid', 'cancelled']),
  currency: z.string().meta({ description: 'ISO 4217 code' }),
  total: z.string().meta({ description: 'Decimal number' }),
  items: z.array(OrderItem),
  createdAt: z.iso.datetime(),
});
