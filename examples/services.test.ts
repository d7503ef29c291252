import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost } from '../apps/host/dist/index.js';

const folder = mkdtempSync(join(tmpdir(), 'mortise-examples-'));
const children: ChildProcess[] = [];
let host: Awaited<ReturnType<typeof startHost>>;

/** A host that lets services of this machine in by itself, over a project without plugins. */
beforeAll(async () => {
  const projectDirectory = join(folder, 'project');
  mkdirSync(projectDirectory);
  writeFileSync(join(projectDirectory, 'package.json'), '{}');
  host = await startHost({
    environment: {},
    port: 0,
    projectDirectory,
    dataDirectory: join(folder, 'data'),
    development: true,
    logTo: { write: () => undefined },
  });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGTERM');
  await host.close(1000);
  rmSync(folder, { recursive: true, force: true });
});

/** Starts an example as its README says, with its key in a folder of the test. */
function start(script: string): void {
  const environment = { ...process.env, PORT: '0', MORTISE_BROKER_URL: host.servicesUrl, NODE_OPTIONS: '' };
  children.push(spawn(process.execPath, [script], { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'inherit'] }));
}

async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${host.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${host.adminToken}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return answer.json();
}

const call = (action: string, input: object) => ask('POST', `/api/actions/${action}/call`, { input });
const isListed = (action: string) =>
  expect.poll(() => ask('GET', `/api/actions/${action}`), { timeout: 20_000 }).toMatchObject({ id: action });

describe('The examples of services', () => {
  it('Express: opens and closes a ticket', async () => {
    start(join(import.meta.dirname, 'express-service/main.ts'));
    await isListed('tickets.open-ticket');
    expect(await call('tickets.open-ticket', { subject: 'The door squeaks' })).toMatchObject({
      output: { id: 1, status: 'open' },
    });
    expect(await call('tickets.close-ticket', { id: 1 })).toMatchObject({ output: { status: 'closed' } });
    expect(await call('tickets.close-ticket', { id: 7 })).toMatchObject({ detail: expect.stringContaining('no ticket 7') });
  });

  it('Fastify: converts an amount in code, and makes a price tag by an expression', async () => {
    start(join(import.meta.dirname, 'fastify-service/main.ts'));
    await isListed('rates.price-tag');
    expect(await call('rates.convert-amount', { amount: 10, from: 'EUR', to: 'CZK' })).toMatchObject({ output: { amount: 246 } });
    expect(await call('rates.price-tag', { amount: 1234.5, currency: 'EUR' })).toMatchObject({
      output: { text: '1,234.50 EUR' },
    });
  });

  it('Nest: keeps orders in a database', async () => {
    const project = join(import.meta.dirname, 'nest-shop');
    const compiler = join(import.meta.dirname, '../node_modules/@typescript/native/bin/tsc');
    const built = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: project, encoding: 'utf8' });
    expect([built.status, built.stdout]).toEqual([0, '']);
    start(join(project, 'dist/main.js'));
    await isListed('nest-shop.add-order');
    expect(await call('nest-shop.add-order', { customer: 'Ada', total: 620 })).toMatchObject({
      output: { id: 1, status: 'new' },
    });
    const marked = await call('nest-shop.mark-order', { id: 1, status: 'paid' });
    expect(marked).toMatchObject({ output: { status: 'paid' } });
    expect(await call('nest-shop.is-large-order', { id: 1, customer: 'Ada', total: 10, status: 'paid' })).toMatchObject({
      outcome: 'stop',
    });
  });
});
