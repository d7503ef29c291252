import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { TestProject } from '../project.test-kit.ts';
import { ProcessRunner } from './process-runner.ts';
import { actions, answer, installPlugins, invoke } from './runners.test-kit.ts';

let project: TestProject;
let plugin: PluginPackage;
let hanging: PluginPackage;

beforeAll(async () => {
  const installed = await installPlugins(
    { application: 'acme', actions },
    { application: 'hanging', onLoad: 'await new Promise(() => setInterval(() => {}, 1000));' },
  );
  project = installed.project;
  plugin = installed.find('acme');
  hanging = installed.find('hanging');
});
afterAll(() => project[Symbol.asyncDispose]());

describe('a plugin that misbehaves in a process of its own', () => {
  let runner: ProcessRunner;
  const printed: string[] = [];
  beforeAll(() => {
    runner = new ProcessRunner({
      memoryMegabytes: 256,
      unresponsiveAfterMs: 6000,
      loadTimeoutMs: 20_000,
      log: (_plugin, level, message) => printed.push(`${level} ${message}`),
    });
  });
  afterAll(() => runner.close());

  it.each([
    ['exit', 'plugin_crashed', 'it exited with code 0'],
    ['abort', 'plugin_crashed', 'SIGABRT'],
    ['timer-throw', 'plugin_crashed', 'Error: from a timer'],
    ['error-event', 'plugin_crashed', 'Error: event'],
    ['loop', 'plugin_unresponsive', 'no sign of life'],
    ['eat-heap', 'plugin_crashed', 'memory'],
    ['eat-buffers', 'plugin_crashed', '256 are allowed'],
    ['break-channel', 'plugin_crashed', 'not JSON'],
  ])(
    '%s ends that call with a typed error, and the next call works',
    async (action, code, detail) => {
      const outcome = await invoke(runner, plugin, action, { timeoutMs: 20_000 });

      expect(outcome).toMatchObject({
        outcome: 'fail',
        error: { code, retryable: false, detail: expect.stringContaining(detail) },
      });
      expect(await invoke(runner, plugin, 'echo', { input: 1 })).toEqual({ outcome: 'success', output: 1 });
    },
    60_000,
  );

  it('ends a loop at the deadline of its call, before the next call joins it', async () => {
    const looping = invoke(runner, plugin, 'loop', { timeoutMs: 300 });
    expect(await looping).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });

    expect(await invoke(runner, plugin, 'echo', { input: 1 })).toEqual({ outcome: 'success', output: 1 });
  });

  it.each([
    ['retry-at-nan', 'outcome.afterMs'],
    ['header-of-number', 'request.headers.x-count'],
  ])('%s fails that call alone, and says which part was wrong', async (action, part) => {
    const neighbour = invoke(runner, plugin, 'send-twice', {}, { send: () => sleep(300).then(() => answer('{}')) });

    expect(await invoke(runner, plugin, action)).toMatchObject({
      outcome: 'fail',
      error: { detail: expect.stringContaining(part) },
    });
    expect(await neighbour).toMatchObject({ outcome: 'success' });
  });

  it('logs what cannot be said in JSON as text', async () => {
    const lines: unknown[][] = [];

    expect(await invoke(runner, plugin, 'log-cycle', {}, { log: (...line) => lines.push(line) })).toMatchObject({
      outcome: 'success',
    });
    expect(lines).toEqual([['info', '[object Object]', { fields: expect.stringContaining('Circular') }]]);
  });

  it('carries large outputs in a time that grows with their size alone', async () => {
    const time = async (length: number) => {
      const startedAt = performance.now();
      expect(await invoke(runner, plugin, 'repeat-text', { input: { length }, timeoutMs: 20_000 })).toMatchObject({
        outcome: 'success',
      });
      return performance.now() - startedAt;
    };
    await time(1e6);

    expect(await time(24e6)).toBeLessThan(15_000);
  });

  it('gives a request that fails in the host itself for what it is, so that it is not sent again', async () => {
    const outcome = await invoke(
      runner,
      plugin,
      'send-twice',
      {},
      { send: () => Promise.reject(new TypeError('"200..299" is not a status range')) },
    );

    expect(outcome).toMatchObject({
      outcome: 'fail',
      error: { code: 'action_failed', detail: expect.stringContaining('200..299') },
    });
  });

  it('logs a rejection that came too late and keeps the process', async () => {
    expect(await invoke(runner, plugin, 'reject-late')).toEqual({ outcome: 'success', output: 'done' });
    await expect.poll(() => printed).toContainEqual(expect.stringContaining('Error: late'));

    expect(await invoke(runner, plugin, 'echo')).toMatchObject({ outcome: 'success' });
  });

  it('asks for another try where the crash may be the fault of a neighbour', async () => {
    const [bystander] = await Promise.all([
      invoke(runner, plugin, 'never-settle'),
      sleep(50).then(() => invoke(runner, plugin, 'exit')),
    ]);

    expect(bystander).toMatchObject({ outcome: 'retry', error: { code: 'plugin_crashed', retryable: true } });
  });

  it('starts a plugin that keeps crashing later each time, and says so to a call that cannot wait', async () => {
    for (let crash = 0; crash < 5; crash++) await invoke(runner, plugin, 'exit', { timeoutMs: 20_000 });

    const refused = await invoke(runner, plugin, 'echo', { timeoutMs: 500 });
    expect(refused).toMatchObject({
      outcome: 'retry',
      error: { code: 'timeout', detail: expect.stringMatching(/crashed \d times in a row/) },
    });
    expect(await invoke(runner, plugin, 'echo', { timeoutMs: 20_000 })).toMatchObject({ outcome: 'success' });
  }, 30_000);

  it('cannot see the environment of the host, write files or start processes', async () => {
    process.env['MORTISE_CANARY'] = 'secret';
    const environment = await invoke(runner, plugin, 'environment');
    delete process.env['MORTISE_CANARY'];

    expect(environment).toMatchObject({ output: expect.not.arrayContaining(['MORTISE_CANARY', 'PATH', 'HOME']) });
    expect(await invoke(runner, plugin, 'write-file', { input: { path: `${project.directory}/marker` } })).toMatchObject({
      outcome: 'fail',
      error: { detail: expect.stringContaining('has been restricted') },
    });
    expect(await invoke(runner, plugin, 'spawn-child')).toMatchObject({
      outcome: 'fail',
      error: { detail: expect.stringContaining('has been restricted') },
    });
  });

  it('has what it prints passed on to the log', async () => {
    await invoke(runner, plugin, 'print');

    await expect.poll(() => printed).toContain('info printed');
  });

  it('is given up where its code does not finish loading', async () => {
    const impatient = new ProcessRunner({ memoryMegabytes: 256, unresponsiveAfterMs: 1000, loadTimeoutMs: 500, log: () => {} });
    await expect(impatient.load(hanging)).rejects.toMatchObject({
      code: 'plugin_load_failed',
      message: expect.stringContaining('500 ms'),
    });
    await impatient.close();
  });

  it('waits for a process that is still loading, all callers together, and no longer than each can', async () => {
    const { project: slowProject, find } = await installPlugins({
      application: 'slow',
      actions: { echo: 'return input;' },
      onLoad: 'await new Promise((resolve) => setTimeout(resolve, 800));',
    });
    const slow = find('slow');
    const call = (timeoutMs: number) => invoke(runner, slow, 'echo', { input: 1, timeoutMs });

    const patient = [call(20_000), sleep(100).then(() => call(20_000)), sleep(300).then(() => call(20_000))];

    expect(await call(200)).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });
    expect(await Promise.all(patient)).toEqual(patient.map(() => ({ outcome: 'success', output: 1 })));
    await runner.release(slow);
    expect(await call(20_000)).toMatchObject({ outcome: 'fail', error: { code: 'action_not_found' } });
    await slowProject[Symbol.asyncDispose]();
  });

  it('lets the call in flight end when it is released', async () => {
    const running = invoke(runner, plugin, 'send-twice', {}, { send: () => sleep(200).then(() => answer('{}')) });
    await sleep(50);
    const releasing = runner.release(plugin);

    expect(await running).toMatchObject({ outcome: 'success' });
    await releasing;
  });
});
