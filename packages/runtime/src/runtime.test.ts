import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpClient, memoryTokenStore } from '@mortise/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallReport } from './call.ts';
import { PluginCatalogue } from './plugins/plugin-catalogue.ts';
import { createProject, type PluginFixture } from './project.test-kit.ts';
import { InlineRunner } from './runners/inline-runner.ts';
import { ProcessRunner } from './runners/process-runner.ts';
import { Runtime } from './runtime.ts';

const getUser = { 'get-user': "return JSON.parse(Buffer.from((await context.send(get('/users/1'))).body));" };

/** A service that answers with the given statuses, one after the other, then 200. */
async function startService(statuses: readonly number[] = []) {
  const left = [...statuses];
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.writeHead(left.shift() ?? 200, { 'content-type': 'application/json', 'retry-after': '0' }).end('{"id":1}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, address: `127.0.0.1:${port}`, received };
}

async function openRuntime(
  plugins: readonly PluginFixture[],
  { allow = [] as string[], runner = new InlineRunner() as InlineRunner | ProcessRunner } = {},
) {
  const project = await createProject(...plugins);
  const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion: '1.0.0' });
  const reports: CallReport[] = [];
  const runtime = new Runtime({
    catalogue,
    runner,
    http: new HttpClient({ allow }),
    observer: { onCall: (report) => reports.push(report) },
  });
  onTestFinished(async () => {
    await runtime.close();
    await project[Symbol.asyncDispose]();
  });
  return { project, runtime, reports };
}

describe('Runtime', () => {
  it('calls an action and reports how it went, without its content', async () => {
    const service = await startService([503]);
    const { runtime, reports } = await openRuntime([{ baseUrl: service.url, actions: getUser }], { allow: [service.address] });

    const result = await runtime.call({ action: 'acme.get-user', input: {} });

    expect(result).toMatchObject({ outcome: { outcome: 'success', output: { id: 1 } }, attempts: 2 });
    expect(service.received).toEqual(['GET /users/1', 'GET /users/1']);
    expect(reports).toEqual([
      {
        action: 'acme.get-user',
        application: 'acme',
        plugin: 'plugin-acme',
        version: '1.0.0',
        connection: undefined,
        tenant: undefined,
        outcome: 'success',
        error: undefined,
        statusClass: '2xx',
        attempts: 2,
        durationMs: expect.any(Number),
        budgetWaitMs: 0,
        requestBytes: 0,
        responseBytes: 16,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
  });

  it('gives up after the attempts it was allowed', async () => {
    const service = await startService([503, 503, 503]);
    const { runtime } = await openRuntime([{ baseUrl: service.url, actions: getUser }], { allow: [service.address] });

    expect(await runtime.call({ action: 'acme.get-user', input: {}, maxAttempts: 2 })).toMatchObject({
      outcome: { outcome: 'retry', error: { code: 'service_unavailable', status: 503 } },
      attempts: 2,
    });
  });

  it('keeps a plugin to the hosts of its manifest, whatever its code says', async () => {
    const service = await startService();
    const { runtime } = await openRuntime(
      [{ baseUrl: 'https://api.acme.example', actions: { steal: `return context.send(get('${service.url}/secrets'));` } }],
      { allow: [service.address] },
    );

    expect(await runtime.call({ action: 'acme.steal', input: {} })).toMatchObject({
      outcome: { outcome: 'fail', error: { code: 'host_not_declared' } },
    });
    expect(service.received).toEqual([]);
  });

  it('bounds what a call may log, and takes the secrets of its connection out of it, however deep they lie', async () => {
    const lines: unknown[][] = [];
    const chatty =
      "for (let line = 0; line < 3000; line++) context.log.info('say hunter2-secret', { deep: [{ token: 'Bearer hunter2-secret' }] });";
    const project = await createProject({ actions: { chatty } });
    const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion: '1.0.0' });
    const runtime = new Runtime({
      catalogue,
      runner: new ProcessRunner(),
      http: new HttpClient(),
      observer: { onLog: (_facts, ...line) => lines.push(line) },
    });
    onTestFinished(() => runtime.close());
    const connection = {
      id: 'c',
      revision: '1',
      application: 'acme',
      settings: {},
      credentials: { token: 'hunter2-secret' },
      tokenStore: memoryTokenStore(),
    };

    await runtime.call({ action: 'acme.chatty', input: {}, connection });

    expect(lines).toHaveLength(1001);
    expect(lines[0]).toEqual(['info', 'say [redacted]', { deep: [{ token: 'Bearer [redacted]' }] }]);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  it('reports a call whose plugin could not be loaded', async () => {
    const { runtime, reports } = await openRuntime([{ onLoad: "throw new Error('no licence');" }]);

    await expect(runtime.call({ action: 'acme.echo', input: 1 })).rejects.toThrow();

    expect(reports).toMatchObject([{ action: 'acme.echo', outcome: 'fail', error: 'plugin_load_failed', attempts: 0 }]);
  });

  it('refuses an unknown action, a missing version and the connection of another application', async () => {
    const { runtime } = await openRuntime([{}]);
    const connection = {
      id: 'c',
      revision: '1',
      application: 'birch',
      settings: {},
      credentials: {},
      tokenStore: memoryTokenStore(),
    };

    await expect(runtime.call({ action: 'acme.nothing', input: {} })).rejects.toMatchObject({ code: 'action_not_found' });
    await expect(runtime.call({ action: 'acme.echo', version: '9.0.0', input: {} })).rejects.toMatchObject({
      code: 'action_not_found',
    });
    await expect(runtime.call({ action: 'acme.echo', input: {}, connection })).rejects.toMatchObject({
      code: 'connection_mismatch',
    });
  });

  it('asks for a connection where the application cannot work without one', async () => {
    const { project, runtime } = await openRuntime([{}]);
    runtime.catalogue.watch();
    const form = { type: 'object', properties: { apiKey: {} }, required: ['apiKey'] };
    const empty = { type: 'object', properties: {}, required: [] };
    const application = {
      name: 'birch',
      title: 'Birch',
      description: 'x',
      categories: [],
      authentication: 'apiKey',
      hosts: [],
      settings: empty,
      credentials: form,
    };
    const actions = [{ name: 'echo', kind: 'connector', title: 'Echo', input: {}, output: {} }];

    await project.install({
      application: 'birch',
      manifest: JSON.stringify({ manifestVersion: 1, sdk: '*', application, actions }),
    });
    await expect.poll(() => runtime.catalogue.find('birch.echo')).toBeDefined();

    await expect(runtime.call({ action: 'birch.echo', input: {} })).rejects.toMatchObject({
      code: 'connection_required',
      do: [{ command: 'mortise connections add birch' }],
    });
  });

  it('lets a plugin that arrives answer at once, and one that leaves be gone', async () => {
    const { project, runtime } = await openRuntime([{}], { runner: new ProcessRunner() });
    runtime.catalogue.watch();

    await project.install({ application: 'birch' });
    await expect.poll(() => runtime.catalogue.find('birch.echo')).toBeDefined();
    expect(await runtime.call({ action: 'birch.echo', input: 7 })).toMatchObject({ outcome: { output: 7 } });

    await project.remove('plugin-birch');
    await expect.poll(() => runtime.catalogue.find('birch.echo')).toBeUndefined();
    await expect(runtime.call({ action: 'birch.echo', input: 7 })).rejects.toMatchObject({ code: 'action_not_found' });
  });

  it('shows the reason of a plugin that arrives and cannot be loaded', async () => {
    const { project, runtime } = await openRuntime([{}], { runner: new ProcessRunner() });
    runtime.catalogue.watch();

    await project.install({ application: 'birch', onLoad: "throw new Error('no licence');" });

    await expect
      .poll(() => runtime.catalogue.plugins)
      .toContainEqual(
        expect.objectContaining({ name: 'plugin-birch', status: 'failed', reason: expect.stringContaining('no licence') }),
      );
    expect(await runtime.call({ action: 'acme.echo', input: 1 })).toMatchObject({ outcome: { output: 1 } });
  });

  it('shows the reason of a plugin that was there from the start, once it is used', async () => {
    const { runtime } = await openRuntime([{ onLoad: "throw new Error('no licence');" }], { runner: new ProcessRunner() });
    expect(runtime.catalogue.plugins).toMatchObject([{ status: 'ready' }]);

    await expect(runtime.call({ action: 'acme.echo', input: 1 })).rejects.toMatchObject({ code: 'plugin_load_failed' });

    expect(runtime.catalogue.plugins).toMatchObject([{ status: 'failed', reason: expect.stringContaining('no licence') }]);
  });

  it('waits for a plugin to load no longer than its caller does', async () => {
    const slow = 'await new Promise((resolve) => setTimeout(resolve, 3000));';
    const { runtime } = await openRuntime([{ onLoad: slow }], { runner: new ProcessRunner() });

    const call = runtime.call({ action: 'acme.echo', input: 1, timeoutMs: 200 });

    await expect(call).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining('plugin-acme to load') });
  });

  it('lets a call end on the version it began with while the plugin is upgraded', async () => {
    const slow = { version: "await new Promise((resolve) => setTimeout(resolve, 400)); return 'old';" };
    const { project, runtime } = await openRuntime([{ actions: slow }], { runner: new ProcessRunner() });
    runtime.catalogue.watch();
    await runtime.call({ action: 'acme.version', input: {} });

    const running = runtime.call({ action: 'acme.version', input: {} });
    await project.install({ version: '1.1.0', actions: { version: "return 'new';" } });
    await expect.poll(() => runtime.catalogue.find('acme.version')?.plugin.version).toBe('1.1.0');

    expect(await runtime.call({ action: 'acme.version', input: {} })).toMatchObject({ outcome: { output: 'new' } });
    expect(await running).toMatchObject({ outcome: { output: 'old' } });
  });
});

describe('The login of a connection', () => {
  it('is what the application says for its settings, with what its tokens are asked for with', async () => {
    const { runtime } = await openRuntime([{ baseUrl: 'https://api.acme.example', actions: getUser }]);
    const credentials = { clientId: 'id' };
    const connection = {
      id: 'c1',
      revision: '1',
      application: 'acme',
      settings: {},
      credentials,
      tokenStore: memoryTokenStore(),
    };
    expect(await runtime.loginOf(connection)).toMatchObject({ authentication: { kind: 'none' }, credentials });
    await expect(runtime.loginOf({ ...connection, application: 'gone' })).rejects.toMatchObject({ code: 'action_not_found' });
  });
});
