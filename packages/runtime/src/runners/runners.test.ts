import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimitError } from '@mortise/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { TestProject } from '../project.test-kit.ts';
import { InlineRunner } from './inline-runner.ts';
import { ProcessRunner } from './process-runner.ts';
import type { Runner } from './runner.ts';
import { actions, answer, installPlugins, invoke } from './runners.test-kit.ts';

let project: TestProject;
let plugin: PluginPackage;
let broken: PluginPackage;
let throwing: PluginPackage;
let wrongShape: PluginPackage;
let lying: PluginPackage;

beforeAll(async () => {
  const installed = await installPlugins(
    { application: 'acme', actions },
    {
      application: 'broken',
      onLoad: "import { oauth2, SettingsError } from '@mortise/sdk';",
      facts: `signIn({ how }) {
        if (how === 'relative') return oauth2({ authorizeUrl: '/authorize', tokenUrl: 'https://acme.example/token', scopes: [] });
        if (how === 'typed') throw new SettingsError('shop', 'There is no such shop.');
        if (how === 'proxy') throw new Proxy({}, { get() { throw new Error('no'); }, getPrototypeOf() { throw new Error('no'); } });
        throw new TypeError('no\\n/home/ada/secret/login.js.');
      }`,
    },
    { application: 'throwing', onLoad: "throw new Error('no licence');" },
  );
  project = installed.project;
  plugin = installed.find('acme');
  broken = installed.find('broken');
  throwing = installed.find('throwing');
  const lies = plugin.manifest.actions.slice(0, 1).map((action) => ({ ...action, name: 'get-lies' }));
  lying = { ...plugin, manifest: { ...plugin.manifest, actions: lies }, revision: 'lying' };
  wrongShape = { ...plugin, entry: import.meta.filename.replace('runners.test.ts', 'runner.ts'), revision: 'wrong' };
});
afterAll(() => project[Symbol.asyncDispose]());

describe.each([
  ['InlineRunner', () => new InlineRunner()],
  ['ProcessRunner', () => new ProcessRunner()],
])('%s', (_name, create) => {
  let runner: Runner;
  beforeAll(() => {
    runner = create();
  });
  afterAll(() => runner.close());

  it('gives input, settings, key and cursor to the action and its output back', async () => {
    const input = { text: 'Příliš', nested: [{ id: '00123' }] };

    expect(await invoke(runner, plugin, 'echo', { input })).toEqual({ outcome: 'success', output: input });
    expect(await invoke(runner, plugin, 'facts', { settings: { shop: 'a' }, cursor: 'c2' })).toEqual({
      outcome: 'success',
      output: { settings: { shop: 'a' }, key: 'key', cursor: 'c2' },
    });
  });

  it('sends requests through the host and returns the answers', async () => {
    const sent: unknown[] = [];

    const outcome = await invoke(
      runner,
      plugin,
      'send-twice',
      {},
      {
        send: async (request, responses) => {
          sent.push([request.method, request.path, request.body?.toString(), responses]);
          return answer('{}');
        },
      },
    );

    expect(outcome).toEqual({ outcome: 'success', output: 200 });
    expect(sent).toEqual([
      ['GET', '/a', undefined, undefined],
      ['POST', '/b', '{"n":1}', { fail: '<300' }],
    ]);
  });

  it('carries bytes that are not text', async () => {
    const bytes = Uint8Array.of(0, 255, 128, 10);

    expect(await invoke(runner, plugin, 'read-bytes', {}, { send: async () => answer(bytes) })).toEqual({
      outcome: 'success',
      output: [...bytes],
    });
  });

  it('turns an error of the host into the outcome that it means', async () => {
    const outcome = await invoke(
      runner,
      plugin,
      'send-twice',
      {},
      { send: () => Promise.reject(new RateLimitError('slow down', 7000)) },
    );

    expect(outcome).toMatchObject({ outcome: 'retry', afterMs: 7000, error: { code: 'rate_limit', status: 429 } });
  });

  it.each([
    ['throw-text', { outcome: 'fail', error: { code: 'action_failed', detail: expect.stringMatching(/threw .no./) } }],
    ['throw-error', { outcome: 'fail', error: { code: 'action_failed', detail: 'RangeError: too far' } }],
    ['overflow-stack', { outcome: 'fail', error: { code: 'action_failed', detail: expect.stringContaining('RangeError') } }],
    ['chosen-stop', { outcome: 'stop', reason: 'nothing to do' }],
    ['chosen-retry', { outcome: 'retry', afterMs: 5, error: { detail: 'not yet' } }],
    ['nothing', { outcome: 'success' }],
    ['throw-proxy', { outcome: 'fail', error: { code: 'action_failed' } }],
  ])('ends %s as it should', async (action, outcome) => {
    expect(await invoke(runner, plugin, action)).toMatchObject(outcome);
  });

  it('lets an ended call send nothing more', async () => {
    await invoke(runner, plugin, 'keep-context', {}, { send: async () => answer('{}') });

    expect(await invoke(runner, plugin, 'use-kept-context')).toEqual({ outcome: 'success', output: 'cancelled' });
  });

  it('does not begin a call whose deadline has passed or whose caller has left', async () => {
    const lines: unknown[] = [];
    const log = (...line: unknown[]) => lines.push(line);

    if (runner instanceof ProcessRunner) {
      expect(await invoke(runner, plugin, 'say', { timeoutMs: -1 }, { log })).toMatchObject({ error: { code: 'timeout' } });
      expect(await invoke(runner, plugin, 'say', { signal: AbortSignal.abort() }, { log })).toMatchObject({
        error: { code: 'cancelled' },
      });
    }
    expect(lines).toEqual([]);
  });

  it('hands log lines to the call they belong to', async () => {
    const lines: unknown[] = [];

    await invoke(runner, plugin, 'say', {}, { log: (...line) => lines.push(line) });

    expect(lines).toEqual([['info', 'hello', { n: 1 }]]);
  });

  it('ends a call at its deadline and works on', async () => {
    const deadlineAt = performance.now() + 100;

    expect(await invoke(runner, plugin, 'never-settle', { deadlineAt })).toMatchObject({
      outcome: 'retry',
      error: { code: 'timeout' },
    });
    expect(performance.now()).toBeLessThan(deadlineAt + 5000);
    expect(await invoke(runner, plugin, 'echo')).toMatchObject({ outcome: 'success' });
  });

  it('tells a waiting action that its caller gave up', async () => {
    const lines: string[] = [];
    const { signal, abort } = abortable();

    const running = invoke(runner, plugin, 'wait-for-abort', { signal }, { log: (_level, message) => lines.push(message) });
    await sleep(300);
    abort();

    await running;
    if (runner instanceof InlineRunner) expect(lines).toEqual(['was aborted']);
    else expect(await running).toMatchObject({ outcome: 'fail', error: { code: 'cancelled' } });
  });

  it('describes the application for the given settings', async () => {
    expect(await runner.describe(plugin, {})).toMatchObject({
      baseUrl: 'https://api.acme.example',
      authentication: { kind: 'none' },
    });
  });

  it.each([
    ['relative', 'plugin_broken', 'authorizeUrl: Invalid URL'],
    ['other', 'plugin_broken', 'TypeError: no login.js'],
    ['proxy', 'plugin_broken', 'it threw something that cannot be looked at'],
  ])('says why an application cannot describe itself: %s', async (how, code, reason) => {
    await expect(runner.describe(broken, { how })).rejects.toMatchObject({
      code,
      message: `The application could not say how its API is reached with these settings: ${reason}. Update the plugin.`,
    });
  });

  it('leaves an error that the application chose as it is', async () => {
    await expect(runner.describe(broken, { how: 'typed' })).rejects.toMatchObject({ code: 'invalid_settings', path: 'shop' });
  });

  it('says why a plugin cannot be loaded, each time it is asked', async () => {
    await expect(runner.load(throwing)).rejects.toMatchObject({
      code: 'plugin_load_failed',
      message: expect.stringContaining('no licence'),
    });
    await expect(runner.load(throwing)).rejects.toMatchObject({ code: 'plugin_load_failed' });
    await expect(runner.load(lying)).rejects.toMatchObject({
      code: 'plugin_load_failed',
      message: expect.stringContaining('"get-lies"'),
    });
    await expect(runner.load(wrongShape)).rejects.toMatchObject({ message: expect.stringContaining('default export') });
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
