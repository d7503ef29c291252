import { describe, expect, it } from 'vitest';
import { databases, hostIn } from '../host.test-kit.ts';
import { ProcessView, StartedRun } from '../processes/process-views.ts';
import { createProject, type PluginFixture } from '../project.test-kit.ts';
import { readRun, runIn, startService } from './run.test-kit.ts';

const before: PluginFixture = { application: 'crm', version: '1.0.0', run: 'return { ...input, by: "the code of before" };' };
const after: PluginFixture = { application: 'crm', version: '1.1.0', run: 'return { ...input, by: "the code of after" };' };
const runs = Array.from({ length: 50 }, (_, n) => n);

/** Every other order goes on by another way; `write` is what the transform between the two calls makes. */
const document = (connection: string, write: string) => {
  const call = { kind: 'action', action: 'crm.run', connection };
  const retry = { attempts: 100, firstDelaySeconds: 1, longestDelaySeconds: 1 };
  return {
    title: 'Orders',
    steps: {
      begin: { kind: 'start' },
      look: { ...call, input: { order: '=data.n' } },
      way: { kind: 'route', takes: 'first' },
      even: { kind: 'action', action: 'crm.post', connection, retry },
      odd: { kind: 'transform', expression: '$merge([data, { "odd": true }])' },
      'odd-too': { kind: 'action', action: 'crm.post', connection, retry },
      write: { kind: 'transform', expression: write },
      last: call,
    },
    edges: [
      { from: 'begin', to: 'look' },
      { from: 'look', to: 'way' },
      { from: 'way', to: 'even', when: 'data.order % 2 = 0' },
      { from: 'way', to: 'odd' },
      { from: 'odd', to: 'odd-too' },
      { from: 'even', to: 'write' },
      { from: 'odd-too', to: 'write' },
      { from: 'write', to: 'last' },
    ],
  };
};

/** Fifty runs that wait half-way for a service, on a host that has stopped. */
async function halfWay(options: Awaited<ReturnType<(typeof databases)[number]['open']>>) {
  const project = await createProject(before);
  let isAway = true;
  const url = await startService((body) => (isAway ? { status: 503 } : { body }));
  const first = await hostIn(project, options);
  const connection = await first.connect('crm', 'main', { url });
  const made = await first.ask('POST', '/api/processes', {
    body: { name: 'orders', document: document(connection, '{ "order": data.order, "written": "before" }') },
  });
  const { id: process } = ProcessView.parse(made.body);
  expect((await first.ask('POST', `/api/processes/${process}/publish`)).body).toMatchObject({ problems: [] });
  const ids: string[] = [];
  for (const n of runs)
    ids.push(StartedRun.parse((await first.ask('POST', `/api/processes/${process}/runs`, { body: { input: { n } } })).body).id);
  const waits = async (id: string) => {
    const last = (await readRun(first, id)).steps.at(-1);
    return last?.message.state === 'waiting' && last.message.attempts.length > 0;
  };
  for (const id of ids) await expect.poll(() => waits(id), { timeout: 10_000 }).toBe(true);
  await first.host.close(1000);

  /** The host starts again with what is installed by then, and with another version of the process. */
  async function goOn() {
    const host = await hostIn(project, options);
    const changed = { document: document(connection, '{ "order": data.order, "written": "after" }'), revision: 1 };
    expect((await host.ask('PUT', `/api/processes/${process}`, { body: changed })).status).toBe(200);
    expect((await host.ask('POST', `/api/processes/${process}/publish`)).body).toMatchObject({ version: 2 });
    isAway = false;
    return host;
  }

  return { project, ids, goOn };
}

describe.each(databases)('Fifty runs under way on $engine while code changes', { timeout: 120_000 }, ({ open }) => {
  it('end as they would have, where the version that they began with is still installed', async () => {
    const { project, ids, goOn } = await halfWay(await open());
    await project.install(after, { ...before, alias: 'crm-before' });
    const host = await goOn();

    for (const [n, id] of ids.entries()) {
      const { version, steps } = await runIn(host, id, 'completed');
      expect(version).toBe(1);
      expect(steps.map(({ step }) => step)).toContain(n % 2 === 0 ? 'even' : 'odd-too');
      expect(steps.at(-1)?.message.output).toEqual({ order: n, written: 'before', by: 'the code of before' });
    }
  });

  it('name the version that is missing, and go on with the one that is there, or with their own once a host has it', async () => {
    const options = await open();
    const { project, ids, goOn } = await halfWay(options);
    await project.install(after);
    const host = await goOn();

    const isShared = options.databaseUrl !== undefined;
    const missing = async (id: string) => {
      const { message } = (await readRun(host, id)).steps.at(-1) ?? {};
      const { outcome, error } = message?.attempts.at(-1) ?? {};
      return [message?.state, outcome, error?.code, error?.detail.includes('in version 1.0.0. Installed: 1.1.0.')];
    };
    const expected = isShared ? ['waiting', 'offline'] : ['failed', 'fail'];
    for (const id of ids) {
      await expect.poll(() => missing(id), { timeout: 20_000 }).toEqual([...expected, 'action_not_found', true]);
    }
    // Where hosts share a database, another one may have it: nothing has failed.
    if (isShared) await project.install({ ...before, alias: 'crm-before' });
    else
      await host.ask('POST', '/api/failed-messages/replay', {
        body: { filter: { code: 'action_not_found' }, version: 'latest' },
      });
    const [written, by] = isShared ? ['before', 'the code of before'] : ['after', 'the code of after'];
    for (const [n, id] of ids.entries()) {
      await expect.poll(async () => (await readRun(host, id)).state, { timeout: 30_000 }).toBe('completed');
      expect((await readRun(host, id)).steps.at(-1)?.message.output).toEqual({ order: n, written, by });
    }
  });
});
