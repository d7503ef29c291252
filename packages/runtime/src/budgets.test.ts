import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpClient, memoryTokenStore } from '@mortise/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallReport, ConnectionRecord } from './call.ts';
import { PluginCatalogue } from './plugins/plugin-catalogue.ts';
import { createProject, type PluginFixture } from './project.test-kit.ts';
import { ProcessRunner } from './runners/process-runner.ts';
import { Runtime } from './runtime.ts';

type Reply = readonly [status: number, body: object, headers?: OutgoingHttpHeaders];

const ok: Reply = [200, { ok: true }];
const actions = { ping: "return (await context.send(get('/'))).status;" };

/** A service that gives these replies, one after the other, then `ok`. */
async function startService(...replies: readonly Reply[]) {
  const left = [...replies];
  const times: number[] = [];
  const server = createServer((_request, response) => {
    times.push(performance.now());
    const [status, body, headers] = left.shift() ?? ok;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, times };
}

/** Plugins in processes of their own, so that whatever they say has travelled. */
async function openRuntime(...plugins: readonly PluginFixture[]) {
  const project = await createProject(...plugins);
  const reports: CallReport[] = [];
  const runtime = new Runtime({
    catalogue: PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion: '1.0.0' }),
    runner: new ProcessRunner(),
    http: new HttpClient({ allow: ['127.0.0.1'] }),
    observer: { onCall: (report) => reports.push(report) },
  });
  onTestFinished(async () => {
    await runtime.close();
    await project[Symbol.asyncDispose]();
  });
  const ping = (connection?: ConnectionRecord, timeoutMs = 10_000) =>
    runtime.call({ action: 'acme.ping', input: {}, timeoutMs, connection });
  return { runtime, reports, ping };
}

function connectionNamed(id: string, limits?: ConnectionRecord['limits']): ConnectionRecord {
  return {
    id,
    revision: '1',
    application: 'acme',
    settings: {},
    credentials: {},
    tokenStore: memoryTokenStore(),
    ...(limits && { limits }),
  };
}

describe('The budget of an application', () => {
  it('is kept for each connection, and the report tells how long its calls have waited', async () => {
    const service = await startService();
    const { ping, reports } = await openRuntime({
      baseUrl: service.url,
      actions,
      limits: { perConnection: { amount: 1, seconds: 0.5 } },
    });
    const [a, b] = [connectionNamed('a'), connectionNamed('b')];
    await ping(a);
    const startedAt = performance.now();
    await Promise.all([ping(a), ping(b)]);

    expect(performance.now() - startedAt).toBeGreaterThan(300);
    const waits = reports.map(({ connection, budgetWaitMs }) => [connection, budgetWaitMs > 0]);
    expect(waits).toEqual([
      ['a', false],
      ['b', false],
      ['a', true],
    ]);
  });

  it('is kept for all connections together', async () => {
    const service = await startService();
    const limits = { perApplication: { amount: 2, seconds: 0.4 } };
    const { ping } = await openRuntime({ baseUrl: service.url, actions, limits });
    await Promise.all(['a', 'b', 'c'].map((id) => ping(connectionNamed(id))));
    expect((service.times[2] ?? 0) - (service.times[0] ?? 0)).toBeGreaterThan(395);
  });

  it('is shared by the versions of a plugin', async () => {
    const service = await startService();
    const plugin = { baseUrl: service.url, actions, limits: { perConnection: { amount: 1, seconds: 60 } } };
    const { runtime, ping } = await openRuntime(plugin, { ...plugin, version: '2.0.0', alias: 'plugin-acme-2' });
    await ping(connectionNamed('a'));
    const older = { action: 'acme.ping', version: '1.0.0', input: {}, connection: connectionNamed('a'), timeoutMs: 20_000 };
    expect(await runtime.call(older)).toMatchObject({ outcome: { outcome: 'limit', error: { code: 'budget_spent' } } });
  });

  it('ends a call with `limit` that may not wait so long, without an attempt', async () => {
    const service = await startService();
    const limits = { perConnection: { amount: 1, seconds: 60 } };
    const { ping, reports } = await openRuntime({ baseUrl: service.url, actions, limits });
    await ping(connectionNamed('a'));
    expect(await ping(connectionNamed('a'), 20_000)).toMatchObject({
      outcome: { outcome: 'limit', afterMs: expect.any(Number), error: { code: 'budget_spent', retryable: true } },
      attempts: 0,
    });
    expect(reports.at(-1)).toMatchObject({ outcome: 'limit', error: 'budget_spent' });
    expect(service.times).toHaveLength(1);
  });

  it('is enough for an action that sends more than it allows at once', async () => {
    const service = await startService();
    const code = "for (let count = 0; count < 5; count++) await context.send(get('/')); return 'done';";
    const limits = { perConnection: { amount: 2, seconds: 0.2 } };
    const { runtime } = await openRuntime({ baseUrl: service.url, actions: { ping: code }, limits });
    const result = await runtime.call({ action: 'acme.ping', input: {}, connection: connectionNamed('a') });
    expect(result).toMatchObject({ outcome: { outcome: 'success', output: 'done' }, attempts: 1 });
    expect(service.times).toHaveLength(5);
  });
});

describe('The limit of a user', () => {
  it('holds beside that of the application', async () => {
    const service = await startService();
    const limits = { perConnection: { amount: 100, seconds: 1 } };
    const { ping } = await openRuntime({ baseUrl: service.url, actions, limits });
    const connection = connectionNamed('a', { perConnection: { amount: 1, seconds: 0.3 } });
    await Promise.all([ping(connection), ping(connection)]);
    expect((service.times[1] ?? 0) - (service.times[0] ?? 0)).toBeGreaterThan(295);
  });

  it('holds from the next call on once it is changed, for the same account', async () => {
    const service = await startService();
    const { ping } = await openRuntime({ baseUrl: service.url, actions });
    await ping(connectionNamed('a', { perConnection: { amount: 1, seconds: 60 } }));
    expect(await ping(connectionNamed('a', { perConnection: { amount: 1, seconds: 60 } }), 1000)).toMatchObject({
      outcome: { outcome: 'limit' },
    });
    expect(await ping(connectionNamed('a'))).toMatchObject({ outcome: { outcome: 'success' } });
  });
});

describe('What an application says of its API', () => {
  it('reaches the host with the refusals in bodies that it knows', async () => {
    const service = await startService([200, { ok: false, error: 'ratelimited' }, { 'retry-after': '0' }], ok, [
      200,
      { ok: false, error: 'not_in_channel' },
    ]);
    const facts = "bodyRefusal = { field: 'ok', is: false, code: 'error', retry: ['ratelimited'] };";
    const { ping } = await openRuntime({ baseUrl: service.url, actions, facts });
    expect(await ping()).toMatchObject({ outcome: { outcome: 'success', output: 200 }, attempts: 2 });
    expect(await ping()).toMatchObject({
      outcome: { outcome: 'fail', error: { code: 'api_rejected', detail: expect.stringContaining('not_in_channel') } },
    });
  });

  it('reaches the host with the headers that tell of a budget', async () => {
    const service = await startService([200, {}, { 'calls-left': '0', 'calls-again': '60' }]);
    const facts =
      "rateHeaders = { remaining: 'Calls-Left', reset: 'Calls-Again' }; limits = { perConnection: { amount: 9, seconds: 1 } };";
    const { ping } = await openRuntime({ baseUrl: service.url, actions, facts });
    await ping(connectionNamed('a'));
    expect(await ping(connectionNamed('a'), 1000)).toMatchObject({ outcome: { outcome: 'limit' } });
    expect(await ping(connectionNamed('b'), 1000)).toMatchObject({ outcome: { outcome: 'success' } });
  });

  it.each([
    ['rateHeaders = { remaining: 5 };', 'rateHeaders'],
    ['bodyRefusal = { is: false };', 'bodyRefusal'],
    ['limits = { perConnection: { amount: 0, seconds: 1 } };', 'limits'],
  ])('is refused where it does not fit: %s', async (facts, field) => {
    const { ping } = await openRuntime({ actions, facts });
    await expect(ping()).rejects.toMatchObject({ code: 'action_failed', message: expect.stringContaining(field) });
  });
});
