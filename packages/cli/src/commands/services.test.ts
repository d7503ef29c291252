import { join } from 'node:path';
import { CustomAction } from '@mortise/sdk';
import { mortise as mortiseService } from '@mortise/service';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { makeFolder, makeProject, mortise, type StartedHost, schemaProblems, startHost } from '../mortise.test-kit.ts';

class ReserveStock extends CustomAction {
  readonly name = 'reserve-stock';
  readonly title = 'Reserve stock';
  readonly input = z.object({});
  readonly output = z.object({ reserved: z.int() });

  execute() {
    return { reserved: 1 };
  }
}

let project: string;
let host: StartedHost;
let url: string;
beforeAll(async () => {
  project = await makeProject();
  // Beside the port of the host, which is any free one here: the next but nine.
  const servicesPort = 20_000 + Math.floor(Math.random() * 20_000);
  url = `tcp://127.0.0.1:${servicesPort}`;
  host = await startHost(project, { MORTISE_SERVICES_PORT: String(servicesPort) });
}, 60_000);
afterAll(() => host[Symbol.asyncDispose]());

const run = (parameters: readonly string[]) => mortise(parameters, { cwd: project });

async function data(parameters: readonly string[], schema: string) {
  const { stdout } = await run([...parameters, '--json']);
  expect(schemaProblems(schema, stdout)).toBeUndefined();
  return JSON.parse(stdout).data;
}

describe('mortise services', { timeout: 60_000 }, () => {
  it('lists, lets in and removes a service', async () => {
    expect((await run(['services', 'list'])).stdout).toBe('There is no service.\n');
    const service = mortiseService({
      name: 'shop',
      actions: [ReserveStock],
      url,
      keyFile: join(await makeFolder(), 'key.json'),
      onState: () => undefined,
    });
    onTestFinished(() => service.stop());
    await service.start();
    await vi.waitFor(() => expect(service.state.state).toBe('pending'), { timeout: 20_000 });
    const code = service.state.state === 'pending' ? service.state.code : '';

    const { stdout } = await run(['services', 'list']);
    expect(stdout).toMatch(new RegExp(`shop +pending +${code} +0 +1 `));
    expect((await data(['services', 'list'], 'services-list')).items).toMatchObject([{ name: 'shop', code }]);
    expect((await run(['services', 'approve', 'shop'])).exitCode).toBe(2);
    const wrong = await run(['services', 'approve', 'shop', '--code', 'AAAA-AAAA']);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('do not approve it')]);

    await data(['services', 'approve', 'shop', '--code', code], 'services-approve');
    await vi.waitFor(() => expect(service.state.state).toBe('online'), { timeout: 20_000 });
    expect(JSON.parse((await run(['call', 'shop.reserve-stock', '--json'])).stdout).data).toMatchObject({
      output: { reserved: 1 },
    });

    const listed = (await run(['list', '--application', 'shop'])).stdout;
    await service.stop();
    await expect
      .poll(async () => (await run(['list', '--application', 'shop'])).stdout, { timeout: 20_000 })
      .toMatch(/shop\.reserve-stock +custom +offline /);
    expect((await data(['list', '--actions'], 'list-actions')).items).toContainEqual(
      expect.objectContaining({ id: 'shop.reserve-stock', offline: true }),
    );
    expect(listed).not.toContain('offline');
    await service.start();
    await vi.waitFor(() => expect(service.state.state).toBe('online'), { timeout: 20_000 });

    await data(['services', 'remove', 'shop', '--yes'], 'services-remove');
    await vi.waitFor(() => expect(service.state.state).toBe('stopped'), { timeout: 20_000 });
  });

  it('lets a service in by its code alone, for whoever does not see it', async () => {
    const service = mortiseService({
      name: 'depot',
      actions: [ReserveStock],
      url,
      keyFile: join(await makeFolder(), 'key.json'),
      onState: () => undefined,
    });
    onTestFinished(() => service.stop());
    await service.start();
    await vi.waitFor(() => expect(service.state.state).toBe('pending'), { timeout: 20_000 });
    const code = service.state.state === 'pending' ? service.state.code : '';
    expect((await run(['services', 'approve'])).stderr).toContain('--code');
    expect((await run(['services', 'approve', '--code', 'AAAA-AAAA'])).exitCode).toBe(4);

    expect((await data(['services', 'approve', '--code', code], 'services-approve')).service).toMatchObject({ name: 'depot' });
    await vi.waitFor(() => expect(service.state.state).toBe('online'), { timeout: 20_000 });
  });
});
