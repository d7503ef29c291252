/**
 * What a connector call costs over the raw floor, all in one run: a bare node:http server that calls the demo shop with
 * undici, the same call through a connector inline, in a plugin's process, and through the host's HTTP API.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { treeCpuMicroseconds } from './cpu.ts';
import { load } from './load.ts';

interface Variant {
  readonly name: string;
  readonly server: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Started {
  readonly name: string;
  readonly process: ChildProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Sample {
  readonly cpu: number;
  readonly perSecond: number;
}

const variants: readonly Variant[] = [
  { name: 'floor', server: 'floor.ts' },
  { name: 'inline', server: 'connector.ts' },
  { name: 'child process', server: 'connector.ts', environment: { BENCH_RUNNER: 'process' } },
  { name: 'host HTTP, inline', server: 'host.ts', environment: { MORTISE_RUNNER: 'inline' } },
  { name: 'host HTTP, child process', server: 'host.ts', environment: { MORTISE_RUNNER: 'process' } },
];
/** Callers at once, and the calls of one round: enough for some seconds of work. */
const loads = [
  { parallel: 1, calls: 4000 },
  { parallel: 10, calls: 12_000 },
  { parallel: 100, calls: 12_000 },
];
const rounds = Number(process.argv[2] ?? 5);

if (process.platform !== 'linux') {
  console.error('The CPU of a process and its children is read from /proc, so this benchmark runs on Linux only.');
  process.exit(1);
}

// In a process of its own, so that its work is not taken for that of the load.
const shop = fork(fileURLToPath(new URL('./servers/shop.ts', import.meta.url)));
const [{ url: shopUrl, token }] = await once(shop, 'message');
const servers = await Promise.all(variants.map(start));

console.log(
  `Node ${process.version}, ${cpus().length} cores. The best of ${rounds} rounds, variants in turn: other work on the machine can only add.\n`,
);
for (const { parallel, calls } of loads) {
  const samples = new Map<string, Sample[]>(servers.map(({ name }) => [name, []]));
  for (const server of servers) await measure(server, parallel, calls);
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) samples.get(server.name)?.push(await measure(server, parallel, calls));
  }
  report(parallel, samples);
}

for (const { process: server } of servers) server.kill();
shop.kill();

async function start({ name, server, environment }: Variant): Promise<Started> {
  const child = fork(fileURLToPath(new URL(`./servers/${server}`, import.meta.url)), {
    // The host's log is written all the same, to nowhere.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...environment,
      NODE_ENV: 'production',
      BENCH_SHOP_URL: shopUrl,
      BENCH_SHOP_TOKEN: token,
      BENCH_PROJECT: fileURLToPath(new URL('../examples/first-run', import.meta.url)),
    },
  });
  const [{ port, path = '/', headers = {} }] = await once(child, 'message');
  return { name, process: child, url: `http://127.0.0.1:${port}${path}`, headers };
}

async function measure({ process: server, url, headers }: Started, parallel: number, calls: number): Promise<Sample> {
  const pid = server.pid ?? 0;
  const before = treeCpuMicroseconds(pid);
  const elapsedMs = await load(url, headers, calls, parallel);
  return { cpu: (treeCpuMicroseconds(pid) - before) / calls, perSecond: (calls * 1000) / elapsedMs };
}

function report(parallel: number, samples: ReadonlyMap<string, readonly Sample[]>): void {
  const best = [...samples].map(([name, taken]) => ({
    name,
    cpu: Math.min(...taken.map(({ cpu }) => cpu)),
    perSecond: Math.max(...taken.map(({ perSecond }) => perSecond)),
  }));
  const floor = best[0]?.cpu ?? Number.NaN;
  console.table(
    best.map(({ name, cpu, perSecond }) => ({
      [`${parallel} parallel`]: name,
      'CPU µs per call': Math.round(cpu),
      'x floor': (cpu / floor).toFixed(2),
      'calls/s': Math.round(perSecond),
    })),
  );
}
