import { setTimeout as sleep } from 'node:timers/promises';
import { CustomAction, type InputOf } from '@mortise/sdk';
import { Identity } from '@mortise/service/link';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testHost } from '../host.test-kit.ts';
import { hostWithInstances, transports } from './instances.test-kit.ts';
import { approve, servicesOf, startService } from './service.test-kit.ts';

describe.each(transports)('The session of a service over $transport', { timeout: 120_000 }, ({ brokerUrl }) => {
  it('carries sixteen calls of 1 MB at once', async () => {
    const { call } = await hostWithInstances(brokerUrl(), 1);
    const text = 'x'.repeat(1_000_000);
    const results = await Promise.all(Array.from({ length: 16 }, () => call('echo', { text }, { timeoutMs: 100_000 })));
    expect(results.map(({ outcome }) => ('output' in outcome ? JSON.stringify(outcome.output).length : outcome))).toEqual(
      results.map(() => text.length + 11),
    );
  });

  it('ends with a service that stops once the calls under way have ended', async () => {
    const done: number[] = [];
    class Work extends CustomAction {
      readonly name = 'work';
      readonly title = 'Work';
      readonly input = z.object({ item: z.int() });
      readonly output = z.object({ item: z.int(), aborted: z.boolean() });
      override readonly repeatable = false;

      async execute({ item }: InputOf<Work>, { signal }: Parameters<CustomAction['execute']>[1]) {
        await sleep(800);
        done.push(item);
        return { item, aborted: signal.aborted };
      }
    }
    const host = await testHost({ brokerUrl: brokerUrl() });
    const shop = await startService(host.servicesUrl, { actions: [Work] });
    const id = await approve(host, shop);
    const results = [1, 2, 3].map((item) => host.call('shop.work', { input: { item } }));
    await sleep(300);

    await shop.service.stop();

    expect(await Promise.all(results)).toMatchObject(
      [1, 2, 3].map((item) => ({ status: 200, body: { output: { item, aborted: false }, attempts: 1 } })),
    );
    expect(done.sort()).toEqual([1, 2, 3]);
    expect(await servicesOf(host)).toMatchObject([{ id, status: 'offline' }]);
  });
});

describe('A service whose key is given', () => {
  it('says which host it was paired with, and belongs to no other once it is told so', async () => {
    const [host, stranger] = [await testHost({ development: true }), await testHost({ development: true })];
    const key = Identity.create().save();
    const first = await startService(host.servicesUrl, { key });
    await first.until('online');
    const { state } = first.service;
    const hostKey = (state.state === 'online' && state.pairedWith) || '';
    await first.service.stop();

    const lured = await startService(stranger.servicesUrl, { key, hostKey });
    await expect.poll(() => lured.service.state).toMatchObject({ reason: expect.stringContaining('another host') });
    expect(await servicesOf(stranger)).toEqual([]);
    const second = await startService(host.servicesUrl, { key, hostKey });
    await second.until('online');
    expect(second.service.state).toEqual({ state: 'online' });
  });
});
