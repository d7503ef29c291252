import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type BrokerProgram, hasProgram, startBroker } from './broker-server.test-kit.ts';
import { brokers, cuttableProxy, hostWithInstances, inSpace, transports } from './instances.test-kit.ts';
import { servicesOf } from './service.test-kit.ts';

const succeeded = ({ outcome }: { readonly outcome: { readonly outcome: string } }) => outcome.outcome === 'success';

describe.each(transports)('A service over $transport', { timeout: 60_000 }, ({ brokerUrl }) => {
  it('shares the work among its instances', async () => {
    const { call } = await hostWithInstances(brokerUrl(), 2);
    const results = await Promise.all(Array.from({ length: 50 }, (_, item) => call('count', { item })));
    const processes = results.map(({ outcome }) => (outcome.outcome === 'success' ? outcome.output : outcome));
    expect(new Set(processes.map((output) => JSON.stringify(output)))).toHaveLength(50);
    expect(results.filter(succeeded)).toHaveLength(50);
  });

  it('takes payloads of 1 MB and of 10 MB', async () => {
    const { call } = await hostWithInstances(brokerUrl(), 1);
    for (const length of [1_000_000, 10_000_000]) {
      const { outcome } = await call('echo', { text: 'x'.repeat(length) });
      expect(outcome.outcome === 'success' && JSON.stringify(outcome.output).length).toBe(length + 11);
    }
    expect((await call('echo', { text: 'x'.repeat(40_000_000) })).outcome).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_request', detail: expect.stringContaining('are allowed') },
    });
    expect(succeeded(await call('echo', { text: 'still there' }))).toBe(true);
  });

  it('loses none of 1,000 calls when an instance is killed', async () => {
    const { call, instances, done } = await hostWithInstances(brokerUrl(), 2);
    const results = Array.from({ length: 1000 }, (_, item) => call('count', { item }, { timeoutMs: 50_000 }));
    await expect.poll(() => done().length, { interval: 5 }).toBeGreaterThan(300);
    instances[0]?.kill('SIGKILL');
    expect((await Promise.all(results)).filter(succeeded)).toHaveLength(1000);
    expect(new Set(done())).toHaveLength(1000);
  });

  it('ends a call with a typed error where its action forbids another try', async () => {
    const { call, instances } = await hostWithInstances(brokerUrl(), 1);
    const result = call('count-once', { item: 1, pauseMs: 60_000 }, { timeoutMs: 30_000 });
    await sleep(100);
    instances[0]?.kill('SIGKILL');
    expect(await result).toMatchObject({
      outcome: { outcome: 'fail', error: { code: 'instance_lost', retryable: false } },
      attempts: 1,
    });
  });

  it('is told when the caller gives up', async () => {
    const { call, done } = await hostWithInstances(brokerUrl(), 1);
    expect((await call('wait-for-abort', {}, { timeoutMs: 300, maxAttempts: 1 })).outcome).toMatchObject({
      outcome: 'retry',
      error: { code: 'timeout' },
    });
    await expect.poll(done).toEqual(['aborted']);
  });

  it('is given no more at a time than it takes', async () => {
    const { call } = await hostWithInstances(brokerUrl(), 1, { concurrency: 2 });
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 6 }, (_, item) => call('count', { item, pauseMs: 100 })));
    expect(performance.now() - startedAt).toBeGreaterThan(295);
  });
});

describe.each([
  { broker: 'NATS', address: brokers.nats },
  { broker: 'RabbitMQ', address: brokers.rabbitmq },
  { broker: 'Redis', address: brokers.redis },
])('A restart of $broker', { timeout: 60_000 }, ({ address }) => {
  it('loses no call, and the service comes back by itself', async () => {
    const proxy = await cuttableProxy(address);
    const host = await hostWithInstances(inSpace(proxy.url), 2);
    const results = Array.from({ length: 300 }, (_, item) => host.call('count', { item, pauseMs: 10 }, { timeoutMs: 50_000 }));
    await expect.poll(() => host.done().length, { interval: 5 }).toBeGreaterThan(50);
    proxy.cut();
    await sleep(1000);
    proxy.open();
    expect((await Promise.all(results)).filter(succeeded)).toHaveLength(300);
    expect(await servicesOf(host)).toMatchObject([{ status: 'online' }]);
  });
});

describe.each<BrokerProgram>([
  { program: 'nats-server', scheme: 'nats', parameters: (port) => ['-a', '127.0.0.1', '-p', `${port}`] },
  {
    program: 'redis-server',
    scheme: 'redis',
    parameters: (port, directory) => ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory, '--save', ''],
  },
])('A $program that is killed', { timeout: 120_000 }, (broker) => {
  const reason = hasProgram(broker) ? '' : ' (skipped: it is not installed)';

  it.skipIf(reason !== '')(`loses no call of those that may be repeated, once it is started again${reason}`, async () => {
    const server = await startBroker(broker);
    const host = await hostWithInstances(inSpace(server.url), 2);
    const results = Array.from({ length: 300 }, (_, item) => host.call('count', { item, pauseMs: 10 }, { timeoutMs: 90_000 }));
    await expect.poll(() => host.done().length, { interval: 5 }).toBeGreaterThan(50);
    await server.kill();
    await sleep(1000);
    await server.restart();
    expect((await Promise.all(results)).filter(succeeded)).toHaveLength(300);
    expect(new Set(host.done())).toHaveLength(300);
  });
});
