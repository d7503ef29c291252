import { type HttpResponse, type Outcome } from '@mortise/sdk';
import { PluginCatalogue } from '../plugins/plugin-catalogue.ts';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import { createProject, type PluginFixture } from '../project.test-kit.ts';
import type { Invocation, InvocationHost, Runner } from './runner.ts';

/** What a plugin can do, well or badly; each is the body of an action's `execute(input, context)`. */
export const actions = {
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
  download: "return context.download(get('/file', { headers: { 'x-mine': 'yes' } }), input);",
  'read-file': 'return [...(await context.readFile(input.file, { maxBytes: 7 }))];',
  'download-number': "return context.download(get('/file'), { filename: 7 });",
  'read-number': 'return context.readFile({ id: 7 });',
  'answer-address': "return (await context.send(get('/file'))).url;",
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

/** A project with these plugins, found by the names of their applications. */
export async function installPlugins(...plugins: readonly PluginFixture[]) {
  const project = await createProject(...plugins);
  const { packages } = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion: '1.0.0' });
  const find = (application: string): PluginPackage => {
    const found = packages.find(({ manifest }) => manifest.application.name === application);
    if (!found) throw new Error(`The fixture ${application} is not listed.`);
    return found;
  };
  return { project, find };
}

export const quiet: InvocationHost = {
  send: () => Promise.reject(new Error('nothing is sent in this test')),
  download: () => Promise.reject(new Error('nothing is downloaded in this test')),
  readFile: () => Promise.reject(new Error('no file is read in this test')),
  log: () => undefined,
};

export interface InvokeOptions extends Partial<Invocation> {
  readonly timeoutMs?: number;
}

export function invoke(
  runner: Runner,
  plugin: PluginPackage,
  action: string,
  { timeoutMs = 20_000, ...invocation }: InvokeOptions = {},
  host: Partial<InvocationHost> = {},
): Promise<Outcome> {
  const deadlineAt = performance.now() + timeoutMs;
  return runner.run(
    plugin,
    { action, input: {}, settings: {}, idempotencyKey: 'key', deadlineAt, ...invocation },
    { ...quiet, ...host },
  );
}

export function answer(body: string | Uint8Array): HttpResponse {
  return { status: 200, headers: {}, body: typeof body === 'string' ? Buffer.from(body) : body };
}
