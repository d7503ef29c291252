import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';
import { type TestHost, testHost } from '../host.test-kit.ts';
import { ProcessDocument } from '../processes/process-document.ts';
import type { HostOptions } from '../start-host.ts';
import { WebhookStore } from '../webhooks/webhook-store.ts';
import { shopPlugin } from './shop-plugin.test-kit.ts';
import { Triggers } from './triggers.ts';

export const tenant = 'default';

const NewHook = z.object({ url: z.string(), secret: z.string().optional(), topic: z.string().optional() });
type Hook = z.infer<typeof NewHook> & { readonly id: string };

/** A service with hooks and orders, until the test ends. */
export async function openShop() {
  const hooks = new Map<string, Hook>();
  const orders: { readonly id: string }[] = [];
  const calls: string[] = [];
  /** Statuses that the next requests are refused with. */
  const refusals: number[] = [];
  /** Orders are not told before. */
  const held: { until?: Promise<void> } = {};
  let count = 0;
  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { method = '', url = '' } = request;
    calls.push(`${method} ${url}`);
    const refusal = refusals.shift();
    if (refusal !== undefined) return { status: refusal, body: { message: 'refused' } };
    if (url === '/orders') {
      await held.until;
      return { status: 200, body: orders };
    }
    if (method === 'POST') {
      const id = `hook-${++count}`;
      const hook = { ...NewHook.parse(JSON.parse(await text(request))), id };
      hooks.set(id, hook);
      return { status: 201, body: { id, secret: `theirs-${id}` } };
    }
    return { status: hooks.delete(url.slice('/hooks/'.length)) ? 204 : 404, body: undefined };
  }
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, hooks, orders, calls, refusals, held };
}

/** A host with the shop's plugin and an account named `main`. */
export async function hostOfShop(options: HostOptions = {}) {
  const shop = await openShop();
  const host = await testHost({ ...options, plugins: [shopPlugin] });
  await host.connect('shop', 'main', { url: shop.url });
  return { ...host, ...processesOf(host), shop };
}

/** A webhook that is there, though no plugin offers it; gives its id. */
export async function storeWebhook({ app }: Pick<TestHost, 'app'>, process: string): Promise<string> {
  const database: Kysely<Tables> = app.get(Kysely, { strict: false });
  const id = randomUUID();
  const facts = JSON.stringify({ kind: 'webhook', action: 'nothing.heard' });
  const idle = { due_at: null, held_until: null, problem: null, last_at: null, cursor: null, fence: 0, failures: 0 };
  await database
    .insertInto('triggers')
    .values({ tenant, id, process, step: 'hook', kind: 'webhook', version: 1, facts, state: 'active', ...idle })
    .execute();
  await app.get(WebhookStore, { strict: false }).insert(database, tenant, id);
  return id;
}

/** Processes of a host as they are published, without a look at what is in them. */
export function processesOf({ app }: Pick<TestHost, 'app'>) {
  const database: Kysely<Tables> = app.get(Kysely, { strict: false });
  const triggers = app.get(Triggers, { strict: false });

  /** With `steps`, each of which leads to the end of its run. */
  async function publish(id: string, steps: Readonly<Record<string, object>>): Promise<void> {
    const document = ProcessDocument.parse({ title: id, steps });
    const now = new Date().toISOString();
    const known = await database.selectFrom('processes').select('published').where('id', '=', id).executeTakeFirst();
    const version = (known?.published ?? 0) + 1;
    const text = JSON.stringify(document);
    await database
      .insertInto('process_versions')
      .values({ tenant, process: id, version, document: text, published_by: 'test', published_at: now })
      .execute();
    const process = { tenant, id, name: id, draft: text, revision: 1, published: version, state: 'active' };
    await database
      .insertInto('processes')
      .values({ ...process, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet({ published: version }))
      .execute();
    await triggers.follow(tenant, id);
  }

  async function setState(id: string, state: 'active' | 'paused'): Promise<void> {
    await database.updateTable('processes').set({ state }).where('id', '=', id).execute();
    await triggers.follow(tenant, id);
  }

  async function remove(id: string): Promise<void> {
    await database.deleteFrom('processes').where('id', '=', id).execute();
    await triggers.follow(tenant, id);
  }

  /** What each run of a process was started with, the first one first. */
  async function started(process: string): Promise<unknown[]> {
    const rows = await database
      .selectFrom('runs')
      .innerJoin('messages', 'messages.id', 'runs.id')
      .select('messages.data')
      .where('runs.process', '=', process)
      .orderBy('runs.id')
      .execute();
    return rows.map(({ data }): unknown => JSON.parse(data));
  }

  return { database, triggers, publish, setState, remove, started };
}
