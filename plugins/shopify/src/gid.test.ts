import { describe, expect, it } from 'vitest';
import { anyGid, gid } from './gid.ts';

describe('gid', () => {
  const orderId = gid('Order');

  it('takes an id as it is, and makes one of a number', () => {
    expect(orderId.parse('gid://shopify/Order/1001')).toBe('gid://shopify/Order/1001');
    expect(orderId.parse('1001')).toBe('gid://shopify/Order/1001');
  });

  it.each(['', '#1001', 'gid://shopify/Customer/21', 'gid://shopify/Order/', ' 1001'])('refuses "%s"', (id) => {
    expect(orderId.safeParse(id).success).toBe(false);
  });

  it('takes the id of any record where the kind is open, but no bare number', () => {
    const record = anyGid('Record', 'Any');
    expect(record.safeParse('gid://shopify/TaxonomyCategory/hg-11-10-3').success).toBe(true);
    expect(record.safeParse('1001').success).toBe(false);
  });
});
