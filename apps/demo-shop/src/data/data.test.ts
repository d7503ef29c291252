import { describe, expect, it } from 'vitest';
import { customers } from './customers.ts';
import { toCents } from './money.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';

describe('the seeded data', () => {
  it('has 240 orders, 40 customers and 25 products', () => {
    expect([orders.length, customers.length, products.length]).toEqual([240, 40, 25]);
  });

  it('is the same every time', () => {
    expect(customers[0]).toEqual({
      id: 'cus_001',
      name: 'Truhlárna Novák',
      email: 'truhlarna.novak@example.com',
      country: 'CZ',
      city: 'Brno',
      vatNumber: 'CZ00680637',
    });
    expect(orders[0]).toEqual({
      id: 'ord_0001',
      number: '2026-0001',
      customerId: 'cus_019',
      status: 'pending',
      currency: 'EUR',
      total: '95.40',
      items: [
        { productId: 'prd_022', quantity: 1, unitPrice: '22.90' },
        { productId: 'prd_008', quantity: 1, unitPrice: '72.50' },
      ],
      createdAt: '2026-01-05T13:38:00.000Z',
    });
  });

  it('has totals that are the sum of the items', () => {
    for (const { items, total } of orders) {
      const sum = items.reduce((cents, { quantity, unitPrice }) => cents + quantity * toCents(unitPrice), 0);
      expect(toCents(total)).toBe(sum);
    }
  });

  it('lists orders by their time', () => {
    const times = orders.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted());
  });

  it('uses addresses that reach nobody', () => {
    const emails = customers.map(({ email }) => email);
    expect(new Set(emails).size).toBe(40);
    for (const email of emails) expect(email).toMatch(/^[a-z.]+@example\.com$/);
  });
});
