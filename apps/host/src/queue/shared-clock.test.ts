import { expect, it, onTestFinished, vi } from 'vitest';
import { openStore, stores } from '../runs/engine.test-kit.ts';
import { SharedClock } from './shared-clock.ts';

it.each(stores)('Hosts on $store go by one clock, whatever their own says', async ({ store, open }) => {
  const isShared = store === 'PostgreSQL';
  const database = await openStore(await open());
  const clock = new SharedClock(isShared);
  const right = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: right + 3_600_000 });
  onTestFinished(() => void vi.useRealTimers());
  const aheadMs = (await clock.now(database)).getTime() - right;
  // Who is alone with its database has no other.
  if (isShared) expect(aheadMs).toBeLessThan(60_000);
  else expect(aheadMs).toBeGreaterThanOrEqual(3_600_000);
});
