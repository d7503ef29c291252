import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { Kysely } from 'kysely';
import { expect, onTestFinished } from 'vitest';
import type { Tables } from '../database/tables.ts';
import { testHost } from '../host.test-kit.ts';
import { ProcessDocument } from '../processes/process-document.ts';
import type { HostOptions, openHost } from '../start-host.ts';
import { ProcessEngine } from './process-engine.ts';
import { RunDetail } from './run-view.ts';

export const apiKey = 'key-that-nobody-may-see';
export const process = 'a-process';

/** What the service of a test does with what it is sent. */
export type Handler = (
  item: unknown,
) => { readonly status?: number; readonly body?: unknown } | Promise<{ readonly status?: number; readonly body?: unknown }>;

/** A service that takes items, until the test ends. */
export async function startService(handle: Handler): Promise<string> {
  const server = createServer((request, response) => {
    void json(request)
      .then(handle)
      .then(({ status = 200, body = {} }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}

/** Steps one after the other; `post` sends what arrives to the service. */
export function chain(steps: Readonly<Record<string, object>>): object {
  const names = ['start', ...Object.keys(steps)];
  return {
    title: 'A test',
    steps: { start: { kind: 'start' }, ...steps },
    edges: names.slice(1).map((to, index) => ({ from: names[index], to })),
  };
}

const retry = { attempts: 2, firstDelaySeconds: 0.01, longestDelaySeconds: 0.02 };
export const post = { kind: 'action', action: 'crm.post', connection: 'main', retry };

/** A host with a published process whose steps talk to a service of the test. */
export async function runningHost(options: HostOptions, document: object, handle: Handler) {
  const host = await testHost({ ...options, plugins: [{ application: 'crm', login: 'apiKey' }] });
  await host.connect('crm', 'main', { url: await startService(handle), apiKey });
  return { ...host, ...(await withProcess(host.app, document)) };
}

type App = Awaited<ReturnType<typeof openHost>>['app'];

/** Publishes a process on a host, and lets it be started. */
export async function withProcess(app: App, document: object) {
  const database: Kysely<Tables> = app.get(Kysely, { strict: false });
  const engine = app.get(ProcessEngine, { strict: false });
  const now = new Date().toISOString();
  const facts = { draft: '{}', revision: 1, published: 0, state: 'active', created_at: now, updated_at: now };
  await database
    .insertInto('processes')
    .values({ tenant: 'default', id: process, name: 'A process', ...facts })
    .execute();
  let version = 0;

  /** New runs take this version from now on. */
  async function publish(next: object): Promise<void> {
    version += 1;
    const row = { tenant: 'default', process, version, published_by: 'test', published_at: now };
    await database
      .insertInto('process_versions')
      .values({ ...row, document: JSON.stringify(ProcessDocument.parse(next)) })
      .execute();
    await database.updateTable('processes').set({ published: version }).where('tenant', '=', 'default').execute();
  }

  const start = (data: unknown, id?: string) =>
    engine.start({ tenant: 'default', process, version, start: 'start', data, startedBy: 'test', id });

  await publish(document);
  return { database, engine, publish, start };
}

type Asking = Pick<Awaited<ReturnType<typeof testHost>>, 'ask'>;

export async function readRun({ ask }: Asking, id: string): Promise<RunDetail> {
  return RunDetail.parse((await ask('GET', `/api/runs/${id}`)).body);
}

/** The run, once it is in a state. */
export async function runIn(host: Asking, id: string, state: RunDetail['state']): Promise<RunDetail> {
  await expect.poll(async () => (await readRun(host, id)).state, { timeout: 10_000 }).toBe(state);
  return readRun(host, id);
}
