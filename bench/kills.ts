/**
 * Kills a host with SIGKILL again and again while it works on one process, and looks at what was lost and what was repeated. The
 * tests do the same on a smaller scale; this one takes minutes: `node bench/kills.ts [kills] [messages]`.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Effect = z.tuple([z.string(), z.string(), z.unknown()]);
const program = fileURLToPath(new URL('../apps/host/src/runs/killed.fixture.ts', import.meta.url));
const kills = Number(process.argv[2] ?? 100);
const messages = Number(process.argv[3] ?? 10_000);
const databaseUrl = process.env['MORTISE_BENCH_DATABASE_URL'];
/** Each item is worked on three times, and a page has fifty. */
const perPage = 50;
const steps = ['one', 'two', 'three'];
const pages = Math.ceil(messages / steps.length / perPage);
const inFlight = 16;

await measure('SQLite');
if (databaseUrl === undefined) console.log('Name a PostgreSQL database in MORTISE_BENCH_DATABASE_URL to do the same there.');
else await measure('PostgreSQL', databaseUrl);

async function measure(store: string, url?: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'mortise-kills-'));
  const effects = join(directory, 'effects');
  writeFileSync(effects, '');
  const run = `${Date.now().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`;
  const startedAt = performance.now();
  let killed = 0;
  for (let life = 0; ; life++) {
    const before = size(effects);
    const facts = JSON.stringify({ directory, databaseUrl: url, effects, run, holder: `host-${life}`, pages });
    const child = spawn(process.execPath, ['--conditions=@mortise/source', '--no-warnings', program, facts], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const over = once(child, 'exit');
    if (killed < kills) {
      while (child.exitCode === null && size(effects) === before) await sleep(5);
      await sleep(Math.random() * 50);
      if (child.kill('SIGKILL')) killed++;
    }
    const [code] = await over;
    if (code === 0) break;
    if (code !== null) throw new Error(`The host ended with ${code}.`);
  }
  report(store, killed, readEffects(effects), Math.round((performance.now() - startedAt) / 1000));
  rmSync(directory, { recursive: true });
}

function report(store: string, killed: number, done: readonly z.infer<typeof Effect>[], seconds: number): void {
  const items = pages * perPage;
  const lost = steps.reduce(
    (sum, step) => sum + items - new Set(done.filter(([name]) => name === step).map(([, , item]) => item)).size,
    0,
  );
  const keys = new Set(done.map(([, key]) => key)).size;
  const [, , collected] = done.findLast(([step]) => step === 'end') ?? [];
  const isWhole = Array.isArray(collected) && collected.length === items && collected.every((item, index) => item === index);
  const repeated = done.length - keys;
  console.log(`${store}: ${killed} kills in ${seconds} s, ${steps.length * items} effects, ${lost} lost, ${repeated} repeated`);
  console.log(
    `  keys of their own ${keys - steps.length * items - 1}, collected ${isWhole ? 'whole and in order' : 'NOT WHOLE'}`,
  );
  const isGood = lost === 0 && isWhole && keys === steps.length * items + 1 && repeated <= killed * inFlight;
  if (!isGood) process.exitCode = 1;
}

function readEffects(path: string) {
  const lines = readFileSync(path, 'utf8').trim().split('\n').filter(Boolean);
  return lines.map((line) => Effect.parse(JSON.parse(line)));
}

function size(path: string): number {
  return readFileSync(path).length;
}
