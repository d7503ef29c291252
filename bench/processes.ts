/**
 * What a step of a process costs over the bare transaction that it needs at least, for both stores in one run: steps per second of
 * many runs, the time of a single one, and what more hosts on one PostgreSQL add.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Answer = z.object({ durationMs: z.number(), times: z.array(z.number()) });
type Answer = z.infer<typeof Answer>;
type Work = 'floor' | 'runs' | 'single';

interface Host {
  do(work: Work, amount: number): Promise<Answer>;
  end(): Promise<void>;
}

const steps = 3;
const runs = Number(process.argv[2] ?? 2000);
const rounds = Number(process.argv[3] ?? 3);
const databaseUrl = process.env['MORTISE_BENCH_DATABASE_URL'] ?? process.env['MORTISE_TEST_DATABASE_URL'];

console.log(
  `Node ${process.version}, ${cpus().length} cores. ${runs} runs of ${steps} steps, the best of ${rounds} rounds: other work on the machine can only add.\n`,
);
await measure('SQLite, synchronous FULL', 1);
if (databaseUrl === undefined) console.log('Name a PostgreSQL database in MORTISE_BENCH_DATABASE_URL to measure it too.');
else for (const hosts of [1, 3]) await measure('PostgreSQL', hosts, databaseUrl);

async function measure(store: string, count: number, url?: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'mortise-bench-'));
  const hosts: Host[] = [];
  for (let number = 0; number < count; number++)
    hosts.push(await start({ directory, databaseUrl: url, holder: `bench-${number}`, isAlone: count === 1 }));
  const perSecond: number[] = [];
  const floors: number[] = [];
  const medians: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const floor = await together(hosts, 'floor', Math.ceil(runs / 10));
    floors.push(runs / 10 / (floor / 1000));
    perSecond.push((runs * steps) / ((await together(hosts, 'runs', runs)) / 1000));
    const single = await hosts[0]?.do('single', 50);
    medians.push(median(single?.times ?? []));
  }
  for (const host of hosts) await host.end();
  rmSync(directory, { recursive: true });
  const best = Math.max(...perSecond);
  const floor = Math.max(...floors);
  console.log(`${store}, ${count} ${count === 1 ? 'host' : 'hosts'}`);
  console.log(`  steps/s                    ${best.toFixed(0)}`);
  console.log(`  bare transactions/s        ${floor.toFixed(0)}   (a message out, its record, its follower in)`);
  console.log(`  steps per bare transaction ${(best / floor).toFixed(2)}`);
  console.log(`  a run of ${steps} steps, p50     ${Math.min(...medians).toFixed(1)} ms\n`);
}

/** Shares the work among the hosts, and gives how long the slowest took. */
async function together(hosts: readonly Host[], work: Work, amount: number): Promise<number> {
  const answers = await Promise.all(hosts.map((host) => host.do(work, Math.ceil(amount / hosts.length))));
  return Math.max(...answers.map(({ durationMs }) => durationMs));
}

async function start(facts: object): Promise<Host> {
  const child: ChildProcess = fork(
    fileURLToPath(new URL('../apps/host/src/runs/engine-bench.fixture.ts', import.meta.url)),
    [JSON.stringify(facts)],
    {
      execArgv: ['--conditions=@mortise/source', '--no-warnings'],
    },
  );
  await once(child, 'message');
  return {
    async do(work, amount) {
      const answer = once(child, 'message');
      child.send({ work, amount });
      const [message] = await answer;
      return Answer.parse(message);
    },
    async end() {
      const over = once(child, 'exit');
      child.disconnect();
      await over;
    },
  };
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}
