import { createHmac, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject, mortise, type RunOptions, type StartedHost, schemaProblems, startHost } from '../mortise.test-kit.ts';

const document = {
  title: 'Listen',
  steps: {
    hook: { kind: 'webhook', action: 'http.standard-webhook', connection: 'web' },
    hourly: { kind: 'schedule', cron: '0 * * * *', timeZone: 'UTC' },
    keep: { kind: 'transform', expression: 'data' },
  },
  edges: [
    { from: 'hook', to: 'keep' },
    { from: 'hourly', to: 'keep' },
  ],
};

let project: string;
let host: StartedHost;
beforeAll(async () => {
  project = await makeProject([], ['http']);
  host = await startHost(project);
  const added = ['connections', 'add', 'http', '--name', 'web', '--no-test', '--value', 'baseUrl=https://api.example.com'];
  expect(await mortise(added, { cwd: project })).toMatchObject({ exitCode: 0 });
  const file = join(project, 'listen.process.json');
  await writeFile(file, JSON.stringify(document));
  expect(await mortise(['process', 'push', file, '--publish'], { cwd: project })).toMatchObject({ exitCode: 0 });
}, 60_000);
afterAll(() => host[Symbol.asyncDispose]());

const run = (parameters: readonly string[], options: RunOptions = {}) => mortise(parameters, { cwd: project, ...options });

async function data(schema: string, parameters: readonly string[], options: RunOptions = {}) {
  const { stdout } = await run([...parameters, '--json'], options);
  expect(schemaProblems(schema, stdout)).toBeUndefined();
  return JSON.parse(stdout).data;
}

/** Tells the webhook of an event, as a sender that follows Standard Webhooks. */
async function deliver(url: string, secret: string): Promise<number> {
  const [id, timestamp, body] = [randomUUID(), String(Math.floor(Date.now() / 1000)), '{"n":1}'];
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  return (await fetch(url, { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } })).status;
}

describe('mortise triggers', { timeout: 60_000 }, () => {
  it('lists what starts a process by itself, and when it does next', async () => {
    const { items } = await data('triggers-list', ['triggers', 'list', '--process', 'listen']);
    expect(items).toHaveLength(2);
    expect(items).toContainEqual(expect.objectContaining({ kind: 'webhook', step: 'hook' }));
    expect(items).toContainEqual(expect.objectContaining({ kind: 'schedule', nextAt: expect.stringContaining(':00:00') }));
    const { stdout, stderr } = await run(['triggers', 'list']);
    expect(stdout).toMatch(/active +schedule +listen +hourly +v1 +\d{4}-/);
    expect(stderr).toBe('next  mortise webhooks list\n');
    expect((await run(['triggers', 'list', '--process', 'lsten'])).stderr).toContain('triggers list --process listen');
  });
});

describe('mortise webhooks', { timeout: 60_000 }, () => {
  it('shows what to enter at a service, takes its secret, and replays what it has delivered', async () => {
    const { stdout, stderr } = await run(['webhooks', 'list']);
    expect(stdout).toMatch(/secret_needed +listen +hook +http\.standard-webhook/);
    const [{ id }] = (await data('webhooks-list', ['webhooks', 'list'])).items;
    expect(stderr).toBe(`next  mortise webhooks show ${id}\n`);
    const shown = await run(['webhooks', 'show', id]);
    expect(shown.stdout).toContain(`address        ${host.address}/webhooks/`);
    expect(shown.stderr).toBe(`next  mortise webhooks secret ${id} --secret -\n`);

    const secret = `whsec_${Buffer.from('a secret that is long enough').toString('base64')}`;
    await data('webhooks-secret', ['webhooks', 'secret', id, '--secret', '-'], { input: `${secret}\n` });
    const { url, state } = await data('webhooks-show', ['webhooks', 'show', id]);
    expect(state).toBe('ready');
    expect(await deliver(url, secret)).toBe(200);

    const { items } = await data('webhooks-deliveries', ['webhooks', 'deliveries', id]);
    expect(items).toMatchObject([{ runs: [expect.any(String)] }]);
    const { runs } = await data('webhooks-replay', ['webhooks', 'replay', id, items[0].id]);
    expect(runs).toHaveLength(1);
    expect(runs).not.toEqual(items[0].runs);

    const made = await data('webhooks-secret', ['webhooks', 'secret', id, '--new']);
    expect(await deliver(url, made.secret)).toBe(200);
  });

  it('says where a secret may come from, and what is to be done by hand', async () => {
    const [{ id }] = (await data('webhooks-list', ['webhooks', 'list'])).items;
    expect(await run(['webhooks', 'secret', id])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Give one of --secret -, --secret-env and --new.'),
    });
    expect((await run(['webhooks', 'secret', id, '--secret', 'whsec_aGVsbG8='])).stderr).toContain('--secret-env VARIABLE');
    expect((await run(['webhooks', 'subscribe', id])).stdout).toContain(
      'enter the address of this webhook at the service by hand',
    );
    await data('webhooks-subscribe', ['webhooks', 'subscribe', id]);
    expect((await run(['webhooks', 'show', 'no-such-webhook'])).exitCode).toBe(4);
  });
});
