/**
 * What becomes of a host that is asked for ten times as many runs as it can do: `node bench/overload.ts [seconds]`, 300 for the whole
 * five minutes. It should refuse what is too much with 429, do its work all the while, keep its memory, and be itself soon after.
 * Needs a build.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { z } from 'zod';

const seconds = Number(process.argv[2] ?? 60);
const calmSeconds = 10;
const excess = 10;
const mostUnanswered = 1000;
const Created = z.object({ id: z.string() });
const Runs = z.object({ items: z.array(z.object({ state: z.string() })) });
const text = (kind: string) => ({ kind, expression: '{ "total": data.total + 1 }' });
const document = {
  title: 'Overload',
  steps: { start: { kind: 'start' }, one: text('transform'), two: text('transform') },
  edges: [
    { from: 'start', to: 'one' },
    { from: 'one', to: 'two' },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'mortise-overload-'));
writeFileSync(join(folder, 'package.json'), '{}');
const port = await freePort();
const host = spawn(process.execPath, [fileURLToPath(new URL('../apps/host/dist/main.js', import.meta.url))], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, MORTISE_PORT: String(port), MORTISE_LOG_LEVEL: 'error', MORTISE_MOST_WAITING: '2000' },
});
const dispatcher = new Agent({ connections: 128 });
try {
  await ready();
  const token = readFileSync(join(folder, '.mortise/admin.token'), 'utf8').trim();
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await request(`http://127.0.0.1:${port}${path}`, {
      dispatcher,
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, retryAfter: answer.headers['retry-after'], text: await answer.body.text() };
  };
  const { id } = Created.parse(JSON.parse((await ask('POST', '/api/processes', { name: 'overload', document })).text));
  await ask('POST', `/api/processes/${id}/publish`, {});
  const start = () => ask('POST', `/api/processes/${id}/runs`, { input: { total: 1 } });
  const isIdle = async () => {
    const { text: running } = await ask('GET', '/api/runs?state=running&limit=1');
    return Runs.parse(JSON.parse(running)).items.length === 0;
  };

  /** Runs that were begun and ended in a time, with so many callers that the host is never idle. */
  async function capacity(): Promise<number> {
    const until = performance.now() + calmSeconds * 1000;
    const startedAt = performance.now();
    let begun = 0;
    const caller = async () => {
      while (performance.now() < until) if ((await start()).status === 202) begun++;
    };
    await Promise.all(Array.from({ length: 16 }, caller));
    while (!(await isIdle())) await sleep(20);
    return begun / ((performance.now() - startedAt) / 1000);
  }

  await capacity();
  const normal = await capacity();
  const before = residentMegabytes();
  const counts = new Map<string, number>();
  let [unanswered, sent, largest] = [0, 0, before];
  const startedAt = performance.now();
  const look = setInterval(() => {
    largest = Math.max(largest, residentMegabytes());
  }, 500);
  while (performance.now() - startedAt < seconds * 1000) {
    const due = ((performance.now() - startedAt) / 1000) * normal * excess;
    for (; sent < due && unanswered < mostUnanswered; sent++) {
      unanswered++;
      void start()
        .then(({ status, retryAfter }) => `${status}${status === 429 && retryAfter === undefined ? ' without Retry-After' : ''}`)
        .catch(() => 'no answer')
        .then((answer) => {
          counts.set(answer, (counts.get(answer) ?? 0) + 1);
          unanswered--;
        });
    }
    await sleep(5);
  }
  while (unanswered > 0) await sleep(5);
  clearInterval(look);
  while (!(await isIdle())) await sleep(20);
  const elapsed = (performance.now() - startedAt) / 1000;
  const done = counts.get('202') ?? 0;
  const after = await capacity();
  console.log(
    `Node ${process.version}. ${seconds} s of ${(sent / seconds / normal).toFixed(1)} times what the host can do (aim: ${excess})`,
  );
  console.log(`  runs/s before                ${normal.toFixed(0)}`);
  console.log(`  of those while too many came ${(done / elapsed / normal).toFixed(2)}   (aim: 0.8)`);
  console.log(`  of those right afterwards    ${(after / normal).toFixed(2)}`);
  console.log(`  resident memory              ${before} MB before, ${largest} MB at most`);
  console.log(`  answers                      ${[...counts].map(([answer, count]) => `${answer}: ${count}`).join(', ')}`);
} finally {
  host.kill('SIGKILL');
  await dispatcher.close();
  rmSync(folder, { recursive: true, force: true });
}

async function ready(): Promise<void> {
  for (;;) {
    // Until the host listens, a refused connection is what is expected.
    const answer = await request(`http://127.0.0.1:${port}/health/ready`, { dispatcher }).catch(() => undefined);
    await answer?.body.dump();
    if (answer?.statusCode === 200) return;
    if (host.exitCode !== null) throw new Error('The host has ended.');
    await sleep(50);
  }
}

function residentMegabytes(): number {
  const pages = Number(readFileSync(`/proc/${host.pid}/statm`, 'utf8').split(' ')[1]);
  return Math.round((pages * 4096) / 1e6);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No port was free.');
  return address.port;
}
