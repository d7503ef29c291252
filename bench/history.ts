/**
 * How long the history takes to answer when there is much of it: fills a database with a million messages, then asks a host for
 * its lists. SQLite in a temporary folder, or the empty PostgreSQL database that MORTISE_DATABASE_URL names.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost } from '@mortise/host';
import { z } from 'zod';
import { readConfiguration } from '../apps/host/src/configuration/configuration.ts';
import { DataDirectory } from '../apps/host/src/database/data-directory.ts';
import { openDatabase } from '../apps/host/src/database/open-database.ts';
import type { Database, Tables } from '../apps/host/src/database/tables.ts';

const total = Number(process.argv[2] ?? 1_000_000);
const databaseUrl = process.env['MORTISE_DATABASE_URL'];
const largest = Math.floor(total / 10);
const perRun = 45;
const failedOneIn = 100;
const processes = 20;
const requests = 30;
const tenant = 'default';
const steps = ['start', 'list', 'fetch', 'map', 'send'];
const firstAt = Date.parse('2026-01-01T00:00:00Z');

type Message = Tables['messages'];

const directory = await mkdtemp(join(tmpdir(), 'mortise-history-'));
const configuration = readConfiguration({}, { dataDirectory: directory, databaseUrl });
const database = await openDatabase(configuration, await DataDirectory.open(directory), (error) => console.error(error));
const startedAt = performance.now();
const runs = await fill(database);
await database.destroy();
console.log(
  `${databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'}, Node ${process.version}: ${total} messages of ${runs} runs made in ${Math.round((performance.now() - startedAt) / 1000)} s.`,
);

await writeFile(join(directory, 'package.json'), '{}');
await using host = await startHost({
  environment: {},
  port: 0,
  dataDirectory: directory,
  databaseUrl,
  projectDirectory: directory,
  logLevel: 'silent',
  keepRunsDays: 36_500,
  keepRuns: 100_000_000,
});
const large = idOf('run', 0);
const Page = z.object({ next: z.string() });
const page = Page.parse(await ask('/api/runs?limit=500'));
const failures = Page.parse(await ask('/api/failed-messages?limit=500'));
await measure('newest runs', '/api/runs');
await measure('runs after a page of 500', `/api/runs?before=${encodeURIComponent(page.next)}`);
await measure('runs of a process', '/api/runs?process=process-7');
await measure('failed runs of a process', '/api/runs?process=process-7&state=failed');
await measure('runs since a time', `/api/runs?since=${new Date(firstAt + runs * 500).toISOString()}`);
await measure('a run with its steps', `/api/runs/${idOf('run', 500)}`);
await measure(`a run of ${largest} messages`, `/api/runs/${large}`);
await measure('its newest messages', `/api/runs/${large}/messages`);
await measure('its messages from the middle', `/api/runs/${large}/messages?before=${Math.floor(largest / 2)}`);
await measure('its failed messages of a step', `/api/runs/${large}/messages?step=send&state=failed`);
await measure('newest failed messages', '/api/failed-messages');
await measure('failed after a page of 500', `/api/failed-messages?before=${encodeURIComponent(failures.next)}`);
await measure('failed of a step and a code', '/api/failed-messages?process=process-7&step=send&code=network');
await measure('causes', '/api/failed-messages/causes');
await rm(directory, { recursive: true, force: true });

async function fill(into: Database): Promise<number> {
  let made = 0;
  let run = 0;
  let rows: Message[] = [];
  while (made < total) {
    const size = Math.min(run === 0 ? largest : perRun, total - made);
    const at = new Date(firstAt + run * 1000).toISOString();
    const messages = Array.from({ length: size }, (_, number) => messageOf(run, number, at));
    const failed = messages.filter(({ state }) => state === 'failed').length;
    await into
      .insertInto('runs')
      .values({
        tenant,
        id: idOf('run', run),
        process: processOf(run),
        version: 1,
        start: 'start',
        state: failed > 0 ? 'failed' : 'completed',
        open: 0,
        failed,
        turn: size,
        started_by: 'bench',
        started_at: at,
        ended_at: at,
        paused_by: null,
      })
      .execute();
    rows.push(...messages);
    made += size;
    run += 1;
    if (rows.length < 10_000 && made < total) continue;
    const batch = rows;
    rows = [];
    await into.transaction().execute(async (transaction) => {
      for (let from = 0; from < batch.length; from += 500) {
        await transaction
          .insertInto('messages')
          .values(batch.slice(from, from + 500))
          .execute();
      }
    });
  }
  return run;
}

function messageOf(run: number, number: number, at: string): Message {
  const isFailed = (run * 7 + number) % failedOneIn === 0;
  const error = { code: 'network', title: 'The service was not reached', detail: 'Nobody answered.', retryable: true };
  return {
    tenant,
    id: idOf('message', run * 10_000_000 + number),
    run: idOf('run', run),
    process: processOf(run),
    version: null,
    number: number + 1,
    step: steps[number % steps.length] ?? 'start',
    parent: null,
    position: number,
    sequence: null,
    state: isFailed ? 'failed' : 'done',
    data: JSON.stringify({ orderId: `order-${number}`, text: 'x'.repeat(200) }),
    cursor: null,
    batch: null,
    trail: '{}',
    input: null,
    output: isFailed ? null : '{"ok":true}',
    attempts: JSON.stringify([
      { at, durationMs: 1, outcome: isFailed ? 'fail' : 'success', counted: 1, ...(isFailed && { error }) },
    ]),
    error: isFailed ? error.code : null,
    created_at: at,
    replayed_at: null,
    started_at: at,
    ended_at: new Date(Date.parse(at) + number).toISOString(),
  };
}

function processOf(run: number): string {
  return `process-${run % processes}`;
}

/** Scattered, as those of real messages are. */
function idOf(kind: string, number: number): string {
  return createHash('sha256').update(`${kind} ${number}`).digest('base64url').slice(0, 27);
}

async function ask(path: string): Promise<unknown> {
  const answer = await fetch(host.url + path, { headers: { authorization: `Bearer ${host.adminToken}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function measure(name: string, path: string): Promise<void> {
  const taken: number[] = [];
  for (let request = 0; request < requests; request++) {
    const from = performance.now();
    await ask(path);
    taken.push(performance.now() - from);
  }
  taken.sort((one, other) => one - other);
  const median = taken[Math.floor(requests / 2)] ?? 0;
  console.log(`${name.padEnd(32)} median ${median.toFixed(1)} ms, longest ${(taken.at(-1) ?? 0).toFixed(1)} ms`);
}
