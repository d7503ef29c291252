import { describe, expect, it } from 'vitest';
import { DeliveryLimit } from './delivery-limit.ts';

describe('The limit of deliveries', () => {
  it('takes a burst, then as many as come in over time, and says how long to wait', () => {
    const limit = new DeliveryLimit();
    const taken = (now: number, tries: number) =>
      Array.from({ length: tries }, () => limit.take('a', now)).filter((waitMs) => waitMs === undefined).length;

    expect(taken(0, 3000)).toBe(2000);
    expect(limit.take('a', 0)).toBe(10);
    expect(taken(1000, 3000)).toBe(100);
    expect(taken(60_000, 3000)).toBe(2000);
  });

  it('lets no webhook wait for another', () => {
    const limit = new DeliveryLimit();
    for (let count = 0; count < 2000; count++) limit.take('a', 0);

    expect(limit.take('a', 0)).toBeGreaterThan(0);
    expect(limit.take('b', 0)).toBeUndefined();
  });
});
