import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it.each([
    ['demo-shop.get-ordr', 'demo-shop.get-order'],
    ['get-order', undefined],
    ['DEMO-SHOP.LIST-ORDERS', 'demo-shop.list-orders'],
    ['hubspot.get-contact', undefined],
  ])('takes "%s" for %s', (word, meant) => {
    expect(nearest(word, ['demo-shop.get-order', 'demo-shop.list-orders', 'demo-shop.create-order'])).toBe(meant);
  });

  it('has nothing to suggest where there is nothing', () => {
    expect(nearest('anything', [])).toBeUndefined();
  });
});
