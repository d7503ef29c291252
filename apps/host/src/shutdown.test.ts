import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startDemoShop } from '@mortise/demo-shop';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { testHost } from './host.test-kit.ts';
import { createProject } from './project.test-kit.ts';

const packageDirectory = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(new URL('../../../node_modules/@typescript/native/bin/tsc', import.meta.url));
const plugins = [{ application: 'shop', login: 'oauth2' as const }];
const adminToken = 'a-token-that-is-long-enough-for-a-test';

/** The built host as an operator runs it, and what it wrote. */
async function spawnHost(environment: Readonly<Record<string, string>> = {}) {
  const project = await createProject(...plugins);
  onTestFinished(() => project.delete());
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: packageDirectory,
    env: {
      PATH: process.env['PATH'],
      MORTISE_PORT: '0',
      MORTISE_PROJECT_DIR: project.directory,
      MORTISE_DATA_DIR: `${project.directory}/.mortise`,
      MORTISE_EGRESS_ALLOW: '127.0.0.1',
      MORTISE_ADMIN_TOKEN: adminToken,
      ...environment,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { text: '' };
  child.stdout.on('data', (chunk) => (output.text += chunk));
  child.stderr.on('data', (chunk) => (output.text += chunk));
  const exited = once(child, 'exit').then(([code]) => code);
  const started = () => /"url":"(?<url>[^"]+)"/.exec(output.text)?.groups?.['url'];
  return { child, output, exited, started };
}

describe('A host that is asked to stop', () => {
  // Decorators do not run from source: the process needs the build.
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: packageDirectory });
  }, 30_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s says so first, finishes what it accepted and exits with 0',
    { timeout: 20_000 },
    async (signal) => {
      await using shop = await startDemoShop();
      const { child, exited, started } = await spawnHost();
      await expect.poll(started, { timeout: 10_000 }).toBeDefined();
      const url = started() ?? '';
      const ask = (path: string, body?: object) =>
        fetch(`${url}${path}`, {
          method: body ? 'POST' : 'GET',
          headers: { authorization: `Bearer ${adminToken}`, ...(body && { 'content-type': 'application/json' }) },
          ...(body && { body: JSON.stringify(body) }),
        });
      const values = { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret };
      await ask('/api/connections', { application: 'shop', name: 'main', values });
      const events = await ask('/api/events');
      shop.fail({ path: '/api', delay: 1500 });
      const accepted = Array.from({ length: 20 }, () =>
        ask('/api/actions/shop.get/call', { connection: 'main', input: { path: '/api/orders' } }),
      );
      await expect.poll(() => shop.stats().inFlight, { timeout: 5000 }).toBe(20);

      child.kill(signal);
      const signalledAt = performance.now();
      await expect.poll(async () => (await ask('/health/ready')).status, { interval: 20 }).toBe(503);
      expect(performance.now() - signalledAt).toBeLessThan(300);
      expect((await ask('/health/live')).status).toBe(200);

      const statuses = (await Promise.all(accepted)).map(({ status }) => status);
      expect(statuses).toEqual(accepted.map(() => 200));
      await events.text();
      expect(await exited).toBe(0);
      await expect(ask('/health/live')).rejects.toThrow();
    },
  );

  it('cuts off what takes longer than it may', async () => {
    await using shop = await startDemoShop();
    const { host, connect, call } = await testHost({ plugins });
    await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    shop.fail({ path: '/api', delay: 10_000 });
    const slow = call('shop.get', { connection: 'main', input: { path: '/api/orders' } });
    const refused = expect(slow).rejects.toThrow();
    await expect.poll(() => shop.stats().inFlight).toBe(1);

    const startedAt = performance.now();
    await host.close(300);

    await refused;
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('does not start with a wrong setting, and names it in one line', async () => {
    const { output, exited } = await spawnHost({ MORTISE_PORT: 'http' });
    expect(await exited).toBe(1);
    expect(JSON.parse(output.text)).toMatchObject({
      code: 'invalid_configuration',
      detail: expect.stringContaining('MORTISE_PORT'),
    });
  });
});
