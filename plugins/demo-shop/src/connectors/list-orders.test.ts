import { pages } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { ListOrders } from './list-orders.ts';

describe('ListOrders', () => {
  it('asks for one page after the other until there is no next one', async () => {
    const { shop, connection } = await openShop();
    const ids: string[] = [];
    for await (const orders of pages(ListOrders, { limit: 100 }, { connection })) ids.push(...orders.map(({ id }) => id));

    const calls = callsOf(shop);
    expect(calls[0]).toMatchObject({ method: 'GET', path: '/api/orders', query: { limit: '100' } });
    expect(calls.slice(1).every(({ query }) => query['cursor'])).toBe(true);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(calls.length).toBe(Math.ceil(ids.length / 100));
  });

  it('asks for 50 at a time where nothing else is said', async () => {
    const { shop, connection } = await openShop();
    for await (const orders of pages(ListOrders, {}, { connection })) {
      expect(orders.length).toBeLessThanOrEqual(50);
      break;
    }
    expect(callsOf(shop)).toMatchObject([{ query: { limit: '50' } }]);
  });

  it('narrows by status and date', async () => {
    const { shop, connection } = await openShop();
    const input = { status: 'paid', createdAfter: '2026-02-01T00:00:00.000Z', limit: 5 } as const;
    for await (const orders of pages(ListOrders, input, { connection })) {
      expect(orders.every(({ status, createdAt }) => status === 'paid' && createdAt > input.createdAfter)).toBe(true);
      break;
    }
    expect(callsOf(shop)).toMatchObject([{ query: { status: 'paid', createdAfter: input.createdAfter, limit: '5' } }]);
  });

  it('sends nothing where a filter is not valid', async () => {
    const { shop, connection } = await openShop();
    await expect(pages(ListOrders, { limit: 101 }, { connection }).next()).rejects.toMatchObject({
      code: 'invalid_input',
      path: 'limit',
    });
    expect(shop.requests).toHaveLength(0);
  });
});
