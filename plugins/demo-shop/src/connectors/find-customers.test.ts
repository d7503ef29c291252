import { pages } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { callsOf, openShop } from '../../test/open-shop.ts';
import { FindCustomers } from './find-customers.ts';

describe('FindCustomers', () => {
  it('asks for one page after the other until there is no next one', async () => {
    const { shop, connection } = await openShop();
    const ids: string[] = [];
    for await (const customers of pages(FindCustomers, { first: 15 }, { connection })) ids.push(...customers.map(({ id }) => id));

    expect(new Set(ids).size).toBe(40);
    expect(callsOf(shop)).toMatchObject([
      { method: 'POST', path: '/graphql', body: { variables: { first: 15 } } },
      { body: { variables: { first: 15, after: expect.any(String) } } },
      { body: { variables: { first: 15, after: expect.any(String) } } },
    ]);
  });

  it('narrows by country', async () => {
    const { connection } = await openShop();
    for await (const customers of pages(FindCustomers, { country: 'SE' }, { connection })) {
      expect(customers).toMatchObject([{ country: 'SE' }, { country: 'SE' }]);
    }
  });

  it('says what the shop does not accept', async () => {
    const { shop, connection } = await openShop();
    await expect(pages(FindCustomers, { first: 101 }, { connection }).next()).rejects.toMatchObject({ code: 'invalid_input' });
    expect(callsOf(shop)).toHaveLength(0);
    await expect(pages(FindCustomers, { country: 'Ω'.repeat(3) }, { connection }).next()).resolves.toMatchObject({ value: [] });
  });
});
