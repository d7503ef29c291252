/** How long a host takes to start over an empty project and over one with 200 plugins, which must be listed without running their code. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pluginCount = 200;
const rounds = Number(process.argv[2] ?? 7);

const folder = mkdtempSync(join(tmpdir(), 'mortise-bench-'));
const empty = project('empty', 0);
const full = project('full', pluginCount);
const emptyMs: number[] = [];
const fullMs: number[] = [];
await start(empty, 0);
for (let round = 0; round < rounds; round++) {
  emptyMs.push(await start(empty, 0));
  fullMs.push(await start(full, pluginCount));
}
rmSync(folder, { recursive: true });

console.log(
  `Start of a host, ${rounds} rounds in turn, medians: empty ${median(emptyMs)} ms, ${pluginCount} plugins ${median(fullMs)} ms.`,
);
console.log(
  `${pluginCount} plugins add ${median(fullMs.map((ms, round) => ms - (emptyMs[round] ?? Number.NaN)))} ms; none of their code ran.`,
);

async function start(directory: string, expected: number): Promise<number> {
  const child = fork(fileURLToPath(new URL('./servers/start.ts', import.meta.url)), {
    env: { ...process.env, NODE_ENV: 'production', BENCH_PROJECT: directory, BENCH_DATA: mkdtempSync(join(folder, 'data-')) },
  });
  const [{ startMs, ready, codeRan }] = await once(child, 'message');
  if (ready !== expected || codeRan)
    throw new Error(`${ready} plugins are ready, ${expected} were expected; their code ${codeRan ? 'ran' : 'did not run'}.`);
  return startMs;
}

/** A project as `pnpm add` leaves it, with plugins of eight actions each. */
function project(name: string, plugins: number): string {
  const directory = join(folder, name);
  const names = Array.from({ length: plugins }, (_, index) => `plugin-bench-${index}`);
  for (const plugin of names) writePlugin(join(directory, 'node_modules', plugin), plugin);
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({ dependencies: Object.fromEntries(names.map((plugin) => [plugin, '1.0.0'])) }),
  );
  return directory;
}

function writePlugin(directory: string, name: string): void {
  const form = { type: 'object', properties: {}, required: [] };
  const field = { type: 'string', title: 'Id', description: 'Of the thing' };
  const input = { type: 'object', properties: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => [key, field])) };
  const actions = Array.from({ length: 8 }, (_, index) => ({
    name: `get-${index}`,
    kind: 'connector',
    title: `Get ${index}`,
    input,
    output: input,
  }));
  const application = {
    name,
    title: name,
    description: 'A fixture.',
    categories: [],
    authentication: 'none',
    hosts: [],
    settings: form,
    credentials: form,
  };
  mkdirSync(join(directory, 'dist'), { recursive: true });
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({
      name,
      version: '1.0.0',
      type: 'module',
      exports: './dist/index.js',
      mortise: { manifest: './dist/manifest.json' },
    }),
  );
  writeFileSync(
    join(directory, 'dist/manifest.json'),
    JSON.stringify({ manifestVersion: 1, sdk: '^1.0.0', application, actions }),
  );
  writeFileSync(join(directory, 'dist/index.js'), 'globalThis.mortiseBenchPluginRan = true; export default {};');
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN);
}
