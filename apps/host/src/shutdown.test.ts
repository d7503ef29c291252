import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testHost } from './host.test-kit.ts';
import { builtHost, HostProcess } from './host-process.test-kit.ts';
import { createProject } from './project.test-kit.ts';

const plugins = [{ application: 'shop', login: 'oauth2' as const }];

describe('A host that is asked to stop', () => {
  const program = builtHost();

  async function spawnHost(environment: Readonly<Record<string, string>> = {}) {
    const project = await createProject(...plugins);
    onTestFinished(() => project.delete());
    return HostProcess.spawn(program(), project, environment);
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s says so first, finishes what it accepted and exits with 0',
    { timeout: 90_000 },
    async (signal) => {
      await using shop = await startDemoShop();
      const host = await spawnHost();
      await expect.poll(() => host.url, { timeout: 60_000 }).toBeDefined();
      const values = { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret };
      await host.ask('POST', '/api/connections', { application: 'shop', name: 'main', values });
      const events = await host.ask('GET', '/api/events');
      shop.fail({ path: '/api', delay: 5000 });
      const accepted = Array.from({ length: 20 }, () =>
        host.call('shop.get', { connection: 'main', input: { path: '/api/orders' } }),
      );
      await expect.poll(() => shop.stats().inFlight).toBe(20);

      host.child.kill(signal);
      await expect.poll(async () => (await host.ask('GET', '/health/ready')).status, { interval: 20 }).toBe(503);
      expect(shop.stats().inFlight).toBe(20);
      expect((await host.ask('GET', '/health/live')).status).toBe(200);

      const statuses = (await Promise.all(accepted)).map(({ status }) => status);
      expect(statuses).toEqual(accepted.map(() => 200));
      await events.text();
      expect(await host.exited).toBe(0);
      await expect(host.ask('GET', '/health/live')).rejects.toThrow();
    },
  );

  it('cuts off what takes longer than it may', async () => {
    await using shop = await startDemoShop();
    const { host, connect, call } = await testHost({ plugins });
    await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    shop.fail({ path: '/api', delay: 60_000 });
    const slow = call('shop.get', { connection: 'main', input: { path: '/api/orders' } });
    const refused = expect(slow).rejects.toThrow();
    await expect.poll(() => shop.stats().inFlight).toBe(1);

    const startedAt = performance.now();
    await host.close(300);

    await refused;
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  it('does not start with a wrong setting, and names it in one line', async () => {
    const host = await spawnHost({ MORTISE_PORT: 'http' });
    expect(await host.exited).toBe(1);
    expect(JSON.parse(host.output)).toMatchObject({
      code: 'invalid_configuration',
      detail: expect.stringContaining('MORTISE_PORT'),
    });
  });
});
