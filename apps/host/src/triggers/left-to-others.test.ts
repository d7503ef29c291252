import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { testHost } from '../host.test-kit.ts';
import { hostOfShop } from './triggers.test-kit.ts';

it('A poll is left to the hosts of the database that have its plugin', { timeout: 60_000 }, async () => {
  const options = { databaseUrl: await postgresDatabase(), masterKey: Buffer.alloc(32, 7).toString('base64') };
  const { ask, publish, started, shop } = await hostOfShop(options);
  await testHost(options);
  await testHost(options);
  // It is due again as soon as it ends, and then all hosts see it.
  Object.defineProperty(shop.held, 'until', { get: () => sleep(1200) });
  await publish('orders', { poll: { kind: 'poll', action: 'shop.new-orders', connection: 'main', everySeconds: 1 } });
  await expect.poll(() => shop.calls.length).toBeGreaterThanOrEqual(3);
  shop.orders.push({ id: 'o1' });

  await expect.poll(() => started('orders')).toHaveLength(1);

  const { body } = await ask('GET', '/api/triggers');
  expect(body).toMatchObject({ items: [expect.not.objectContaining({ problem: expect.anything() })] });
});
