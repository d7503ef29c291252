import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpResponse, type Outcome, RateLimitError } from '@mortise/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PluginCatalogue } from '../plugins/plugin-catalogue.ts';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import { createProject, type TestProject } from '../project.test-kit.ts';
import { InlineRunner } from './inline-runner.ts';
import { ProcessRunner } from './process-runner.ts';
import type { Invocation, InvocationHost, Runner } from './runner.ts';

const actions = {
  echo: 'return input;',
  'send-twice':
    "const first = await context.send(get('/a')); await context.send(post('/b', { json: { n: 1 } }), { fail: '<300' }); return first.status;",
  'read-bytes': "return [...(await context.send(get('/bytes'))).body];",
  'throw-text': "throw 'no';",
  'throw-error': "throw new RangeError('too far');",
  'chosen-stop': "return stop('nothing to do');",
  'chosen-retry': "return retry('not yet', { afterMs: 5 });",
  facts: 'return { settings: context.settings, key: context.idempotencyKey, cursor: context.cursor };',
  say: "context.log.info('hello', { n: 1 }); return 1;",
  'never-settle': 'return new Promise(() => {});',
  'wait-for-abort':
    "await new Promise((resolve) => context.signal.addEventListener('abort', resolve)); context.log.info('was aborted');",
  'reject-late': "setTimeout(() => Promise.reject(new Error('late')), 5); return 'done';",
  exit: 'process.exit(0);',
  abort: 'process.abort();',
  loop: 'for (;;);',
  'timer-throw': "setTimeout(() => { throw new Error('from a timer'); }, 1); return new Promise(() => {});",
  'error-event':
    "const { EventEmitter } = await import('node:events'); setTimeout(() => new EventEmitter().emit('error', new Error('event')), 1); return new Promise(() => {});",
  'overflow-stack': 'const deeper = () => deeper() + 1; return deeper();',
  'eat-heap': 'const kept = []; for (;;) kept.push(new Array(1e6).fill(Math.random()));',
  'eat-buffers':
    'const kept = []; for (;;) { kept.push(Buffer.alloc(32e6, 1)); await new Promise((resolve) => setTimeout(resolve, 5)); }',
  environment: 'return Object.keys(process.env);',
  'write-file': "const { writeFileSync } = await import('node:fs'); writeFileSync(input.path, 'x');",
  'spawn-child': "const { spawnSync } = await import('node:child_process'); spawnSync('true');",
  'break-channel': "const { writeSync } = await import('node:fs'); writeSync(3, 'garbage\\n'); return new Promise(() => {});",
  nothing: '',
  'retry-at-nan': "return retry('later', { afterMs: NaN });",
  'header-of-number': "await context.send({ method: 'GET', path: '/', headers: { 'x-count': 7 } });",
  'log-cycle': 'const cycle = {}; cycle.cycle = cycle; context.log.info({ a: 1 }, cycle); return 1;',
  'throw-proxy':
    "const trap = () => { throw new Error('no'); }; throw new Proxy({}, { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap });",
  'repeat-text': "return 'x'.repeat(input.length);",
  'keep-context': 'globalThis.keptContext = context; return 1;',
  'use-kept-context': "return globalThis.keptContext.send(get('/late')).then(() => 'sent', (error) => error.code ?? error.name);",
  print: "console.log('printed'); return 1;",
};

let project: TestProject;
let plugin: PluginPackage;
let throwing: PluginPackage;
let wrongShape: PluginPackage;
let lying: PluginPackage;

beforeAll(async () => {
  project = await createProject(
    { application: 'acme', actions },
    { application: 'throwing', onLoad: "throw new Error('no licence');" },
    { application: 'hanging', onLoad: 'await new Promise(() => setInterval(() => {}, 1000));' },
  );
  const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion: '1.0.0' });
  const find = (name: string) => catalogue.packages.find(({ manifest }) => manifest.application.name === name);
  plugin = find('acme') ?? expect.fail('the fixture is not listed');
  throwing = find('throwing') ?? expect.fail('the fixture is not listed');
  const [action] = plugin.manifest.actions;
  const lies = [{ ...(action ?? expect.fail()), name: 'get-lies' }];
  lying = { ...plugin, manifest: { ...plugin.manifest, actions: lies }, revision: 'lying' };
  wrongShape = { ...plugin, entry: import.meta.filename.replace('runners.test.ts', 'runner.ts'), revision: 'wrong' };
});
afterAll(() => project[Symbol.asyncDispose]());

const quiet: InvocationHost = { send: () => Promise.reject(new Error('nothing is sent in this test')), log: () => undefined };

interface InvokeOptions extends Partial<Invocation> {
  readonly timeoutMs?: number;
}

function invoke(
  runner: Runner,
  action: string,
  { timeoutMs = 5000, ...invocation }: InvokeOptions = {},
  host: Partial<InvocationHost> = {},
): Promise<Outcome> {
  const deadlineAt = performance.now() + timeoutMs;
  return runner.run(
    plugin,
    { action, input: {}, settings: {}, idempotencyKey: 'key', deadlineAt, ...invocation },
    { ...quiet, ...host },
  );
}

function answer(body: string | Uint8Array): HttpResponse {
  return { status: 200, headers: {}, body: typeof body === 'string' ? Buffer.from(body) : body };
}

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

    expect(await invoke(runner, 'echo', { input })).toEqual({ outcome: 'success', output: input });
    expect(await invoke(runner, 'facts', { settings: { shop: 'a' }, cursor: 'c2' })).toEqual({
      outcome: 'success',
      output: { settings: { shop: 'a' }, key: 'key', cursor: 'c2' },
    });
  });

  it('sends requests through the host and returns the answers', async () => {
    const sent: unknown[] = [];

    const outcome = await invoke(
      runner,
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

    expect(await invoke(runner, 'read-bytes', {}, { send: async () => answer(bytes) })).toEqual({
      outcome: 'success',
      output: [...bytes],
    });
  });

  it('turns an error of the host into the outcome that it means', async () => {
    const outcome = await invoke(runner, 'send-twice', {}, { send: () => Promise.reject(new RateLimitError('slow down', 7000)) });

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
    expect(await invoke(runner, action)).toMatchObject(outcome);
  });

  it('lets an ended call send nothing more', async () => {
    await invoke(runner, 'keep-context', {}, { send: async () => answer('{}') });

    expect(await invoke(runner, 'use-kept-context')).toEqual({ outcome: 'success', output: 'cancelled' });
  });

  it('does not begin a call whose deadline has passed or whose caller has left', async () => {
    const lines: unknown[] = [];
    const log = (...line: unknown[]) => lines.push(line);

    if (runner instanceof ProcessRunner) {
      expect(await invoke(runner, 'say', { timeoutMs: -1 }, { log })).toMatchObject({ error: { code: 'timeout' } });
      expect(await invoke(runner, 'say', { signal: AbortSignal.abort() }, { log })).toMatchObject({
        error: { code: 'cancelled' },
      });
    }
    expect(lines).toEqual([]);
  });

  it('hands log lines to the call they belong to', async () => {
    const lines: unknown[] = [];

    await invoke(runner, 'say', {}, { log: (...line) => lines.push(line) });

    expect(lines).toEqual([['info', 'hello', { n: 1 }]]);
  });

  it('ends a call at its deadline and works on', async () => {
    const deadlineAt = performance.now() + 100;

    expect(await invoke(runner, 'never-settle', { deadlineAt })).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });
    expect(performance.now()).toBeLessThan(deadlineAt + 250);
    expect(await invoke(runner, 'echo')).toMatchObject({ outcome: 'success' });
  });

  it('tells a waiting action that its caller gave up', async () => {
    const lines: string[] = [];
    const { signal, abort } = abortable();

    const running = invoke(runner, 'wait-for-abort', { signal }, { log: (_level, message) => lines.push(message) });
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

describe('a plugin that misbehaves in a process of its own', () => {
  let runner: ProcessRunner;
  const printed: string[] = [];
  beforeAll(() => {
    runner = new ProcessRunner({
      memoryMegabytes: 256,
      unresponsiveAfterMs: 1000,
      loadTimeoutMs: 1500,
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
      const outcome = await invoke(runner, action, { timeoutMs: 20_000 });

      expect(outcome).toMatchObject({
        outcome: 'fail',
        error: { code, retryable: false, detail: expect.stringContaining(detail) },
      });
      expect(await invoke(runner, 'echo', { input: 1 })).toEqual({ outcome: 'success', output: 1 });
    },
    30_000,
  );

  it('ends a loop at the deadline of its call, before the next call joins it', async () => {
    const looping = invoke(runner, 'loop', { timeoutMs: 300 });
    expect(await looping).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });

    expect(await invoke(runner, 'echo', { input: 1 })).toEqual({ outcome: 'success', output: 1 });
  });

  it.each([
    ['retry-at-nan', 'outcome.afterMs'],
    ['header-of-number', 'request.headers.x-count'],
  ])('%s fails that call alone, and says which part was wrong', async (action, part) => {
    const neighbour = invoke(runner, 'send-twice', {}, { send: () => sleep(300).then(() => answer('{}')) });

    expect(await invoke(runner, action)).toMatchObject({ outcome: 'fail', error: { detail: expect.stringContaining(part) } });
    expect(await neighbour).toMatchObject({ outcome: 'success' });
  });

  it('logs what cannot be said in JSON as text', async () => {
    const lines: unknown[][] = [];

    expect(await invoke(runner, 'log-cycle', {}, { log: (...line) => lines.push(line) })).toMatchObject({ outcome: 'success' });
    expect(lines).toEqual([['info', '[object Object]', { fields: expect.stringContaining('Circular') }]]);
  });

  it('carries large outputs in a time that grows with their size alone', async () => {
    const time = async (length: number) => {
      const startedAt = performance.now();
      expect(await invoke(runner, 'repeat-text', { input: { length }, timeoutMs: 20_000 })).toMatchObject({ outcome: 'success' });
      return performance.now() - startedAt;
    };
    await time(1e6);

    expect(await time(24e6)).toBeLessThan(2000);
  });

  it('gives a request that fails in the host itself for what it is, so that it is not sent again', async () => {
    const outcome = await invoke(
      runner,
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
    expect(await invoke(runner, 'reject-late')).toEqual({ outcome: 'success', output: 'done' });
    await expect.poll(() => printed).toContainEqual(expect.stringContaining('Error: late'));

    expect(await invoke(runner, 'echo')).toMatchObject({ outcome: 'success' });
  });

  it('asks for another try where the crash may be the fault of a neighbour', async () => {
    const [bystander] = await Promise.all([invoke(runner, 'never-settle'), sleep(50).then(() => invoke(runner, 'exit'))]);

    expect(bystander).toMatchObject({ outcome: 'retry', error: { code: 'plugin_crashed', retryable: true } });
  });

  it('starts a plugin that keeps crashing later each time, and says so to a call that cannot wait', async () => {
    for (let crash = 0; crash < 5; crash++) await invoke(runner, 'exit', { timeoutMs: 20_000 });

    const refused = await invoke(runner, 'echo', { timeoutMs: 500 });
    expect(refused).toMatchObject({
      outcome: 'retry',
      error: { code: 'timeout', detail: expect.stringMatching(/crashed \d times in a row/) },
    });
    expect(await invoke(runner, 'echo', { timeoutMs: 20_000 })).toMatchObject({ outcome: 'success' });
  }, 30_000);

  it('cannot see the environment of the host, write files or start processes', async () => {
    process.env['MORTISE_CANARY'] = 'secret';
    const environment = await invoke(runner, 'environment');
    delete process.env['MORTISE_CANARY'];

    expect(environment).toMatchObject({ output: expect.not.arrayContaining(['MORTISE_CANARY', 'PATH', 'HOME']) });
    expect(await invoke(runner, 'write-file', { input: { path: `${project.directory}/marker` } })).toMatchObject({
      outcome: 'fail',
      error: { detail: expect.stringContaining('has been restricted') },
    });
    expect(await invoke(runner, 'spawn-child')).toMatchObject({
      outcome: 'fail',
      error: { detail: expect.stringContaining('has been restricted') },
    });
  });

  it('has what it prints passed on to the log', async () => {
    await invoke(runner, 'print');

    await expect.poll(() => printed).toContain('info printed');
  });

  it('is given up where its code does not finish loading', async () => {
    const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion: '1.0.0' });
    const hanging = catalogue.packages.find(({ name }) => name === 'plugin-hanging') ?? expect.fail('the fixture is not listed');

    await expect(runner.load(hanging)).rejects.toMatchObject({
      code: 'plugin_load_failed',
      message: expect.stringContaining('1500 ms'),
    });
  });

  it('waits for a process that is still loading, all callers together, and no longer than each can', async () => {
    const slowly = await createProject({
      application: 'slow',
      actions: { echo: 'return input;' },
      onLoad: 'await new Promise((resolve) => setTimeout(resolve, 800));',
    });
    const [slow] = PluginCatalogue.open({ projectDirectory: slowly.directory, sdkVersion: '1.0.0' }).packages;
    const call = (timeoutMs: number) =>
      runner.run(
        slow ?? expect.fail(),
        { action: 'echo', input: 1, settings: {}, idempotencyKey: 'k', deadlineAt: performance.now() + timeoutMs },
        quiet,
      );

    const patient = [call(5000), sleep(100).then(() => call(5000)), sleep(300).then(() => call(5000))];

    expect(await call(200)).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });
    expect(await Promise.all(patient)).toEqual(patient.map(() => ({ outcome: 'success', output: 1 })));
    await runner.release(slow ?? expect.fail());
    expect(await call(5000)).toMatchObject({ outcome: 'fail', error: { code: 'action_not_found' } });
    await slowly[Symbol.asyncDispose]();
  });

  it('lets the call in flight end when it is released', async () => {
    const running = invoke(runner, 'send-twice', {}, { send: () => sleep(200).then(() => answer('{}')) });
    await sleep(50);
    const releasing = runner.release(plugin);

    expect(await running).toMatchObject({ outcome: 'success' });
    await releasing;
  });
});
