import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { AuditPage } from '../audit/audit-view.ts';
import { databases } from '../host.test-kit.ts';
import { newTenant } from '../tenants/tenant.test-kit.ts';
import { ProcessRuns } from './process-runs.ts';
import { apiKey, chain, post, process, readRun, runIn, runningHost } from './run.test-kit.ts';
import { RunControl } from './run-control.ts';
import { RunRetention } from './run-retention.ts';
import { MessageDetail, MessagePage, RunPage } from './run-view.ts';

/** Three items of a list, each of which goes through two steps. */
const fanOut = chain({ shape: { kind: 'transform', expression: '{ "n": data.n + 1 }' }, send: post, last: post });
const caller = {
  identity: { tenant: 'default', role: 'admin', actor: 'administrator', isOperator: true },
  correlationId: 'test',
} as const;

/** The state of the process alone: its runs are as they were. */
async function setProcess({ database }: Awaited<ReturnType<typeof runningHost>>, state: 'active' | 'paused'): Promise<void> {
  await database.updateTable('processes').set({ state }).where('id', '=', process).execute();
}

/** Lets so many more messages of a run wait, for an hour. */
async function addWaiting({ database }: Awaited<ReturnType<typeof runningHost>>, run: string, amount: number): Promise<void> {
  const message = await database
    .selectFrom('messages')
    .selectAll()
    .where('run', '=', run)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const { number: _, ...entry } = await database
    .selectFrom('queue')
    .selectAll()
    .where('message', '=', message.id)
    .executeTakeFirstOrThrow();
  const ids = Array.from({ length: amount }, (_, index) => `${message.id}-${index}`);
  const later = {
    state: 'delayed',
    available_at: new Date(Date.now() + 3600 * 1000).toISOString(),
    holder: null,
    lease_until: null,
  };
  for (let at = 0; at < amount; at += 500) {
    const some = ids.slice(at, at + 500);
    const messages = some.map((id) => ({ ...message, id }));
    await database.insertInto('messages').values(messages).execute();
    const entries = some.map((id) => ({ ...entry, ...later, message: id }));
    await database.insertInto('queue').values(entries).execute();
  }
}

/** A service whose answers wait until the test lets them go. */
function heldBack() {
  const items: unknown[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handle = async (item: unknown) => {
    items.push(item);
    await released;
    return { body: item };
  };
  return { items, handle, release: () => release() };
}

describe.each(databases)('Runs on $engine', { timeout: 30_000 }, ({ open }) => {
  it('show what every step was given, what came out of it, and what was sent to the service', async () => {
    let calls = 0;
    const handle = (item: unknown) =>
      calls++ === 0 ? { status: 503 } : { body: { stored: item, password: 'from-the-service', echo: apiKey } };
    const host = await runningHost(await open(), fanOut, handle);
    const id = await host.start({ n: 41 });

    const run = await runIn(host, id, 'completed');

    expect(run).toMatchObject({ processName: 'A process', version: 1, open: 0, failed: 0, startedBy: 'test' });
    expect(run.steps.map(({ step, counts }) => [step, counts])).toEqual([
      ['start', { done: 1 }],
      ['shape', { done: 1 }],
      ['send', { done: 1 }],
      ['last', { done: 1 }],
    ]);
    const [, shape, send] = run.steps;
    expect(shape?.message).toMatchObject({ data: { n: 41 }, output: { n: 42 } });
    expect(send?.message).toMatchObject({ data: { n: 42 }, output: { stored: { n: 42 } } });
    expect(send?.message.attempts).toMatchObject([
      { outcome: 'retry', counted: 1, error: { code: 'service_unavailable' }, exchanges: [{ method: 'POST', status: 503 }] },
      {
        outcome: 'success',
        counted: 2,
        exchanges: [{ status: 200, request: '{"n":42}', response: expect.stringContaining('"password":"[redacted]"') }],
      },
    ]);
    const { text } = await host.ask('GET', `/api/runs/${id}/messages/${send?.message.id}`);
    expect(MessageDetail.parse(JSON.parse(text)).output).toMatchObject({ stored: { n: 42 } });
    const attempts = JSON.stringify(send?.message.attempts);
    expect(attempts).not.toContain(apiKey);
    expect(attempts).not.toContain('from-the-service');
  });

  it('are listed page by page, by process, state and time', async () => {
    const host = await runningHost(await open(), chain({ send: post }), (item) => (item === 3 ? { status: 400 } : {}));
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4, 5]) {
      ids.unshift(await host.start(n));
      await runIn(host, ids[0] ?? '', n === 3 ? 'failed' : 'completed');
    }
    const list = async (query: string) => RunPage.parse((await host.ask('GET', `/api/runs?${query}`)).body);

    const seen: string[] = [];
    for (let before: string | undefined, more = true; more; more = before !== undefined) {
      const page = await list(`limit=2${before === undefined ? '' : `&before=${encodeURIComponent(before)}`}`);
      seen.push(...page.items.map(({ id }) => id));
      before = page.next;
    }
    expect(seen).toEqual(ids);
    expect((await list('state=failed')).items.map(({ id }) => id)).toEqual([ids[2]]);
    expect((await list(`process=${process}&limit=1`)).items).toMatchObject([{ id: ids[0] }]);
    expect((await list('process=another')).items).toEqual([]);
    const { startedAt = '' } = (await list('')).items[1] ?? {};
    expect((await list(`since=${startedAt}`)).items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect((await host.ask('GET', '/api/runs?before=yesterday')).body).toMatchObject({
      code: 'invalid_parameters',
      path: 'before',
    });
  });

  it('tell of their messages, the newest first, by step and state', async () => {
    const { handle, release } = heldBack();
    const host = await runningHost(await open(), fanOut, handle);
    const id = await host.start({ n: 1 });
    await expect.poll(async () => (await readRun(host, id)).steps.length).toBe(3);
    const list = async (query: string) => MessagePage.parse((await host.ask('GET', `/api/runs/${id}/messages?${query}`)).body);

    const first = await list('limit=2');
    expect(first.items.map(({ step, state }) => [step, state])).toEqual([
      ['send', 'waiting'],
      ['shape', 'done'],
    ]);
    expect((await list(`limit=2&before=${first.next}`)).items.map(({ step }) => step)).toEqual(['start']);
    expect((await list('state=done')).items).toHaveLength(2);
    expect((await list('step=send&state=done')).items).toEqual([]);
    release();
    await runIn(host, id, 'completed');
    expect((await list('step=send&state=done')).items).toMatchObject([{ attempts: 1 }]);
  });

  it('end where they are cancelled: what is under way ends, and nothing follows', async () => {
    const { items, handle, release } = heldBack();
    const host = await runningHost(await open(), fanOut, handle);
    const id = await host.start({ n: 1 });
    await expect.poll(() => items.length).toBe(1);

    expect((await host.ask('POST', `/api/runs/${id}/cancel`)).body).toMatchObject({ state: 'cancelled' });
    release();
    await expect.poll(async () => (await readRun(host, id)).open).toBe(0);
    await sleep(100);

    const run = await readRun(host, id);
    expect(run.state).toBe('cancelled');
    expect(run.steps.map(({ step, counts }) => [step, counts]).at(-1)).toEqual(['send', { done: 1 }]);
    expect(await host.database.selectFrom('queue').selectAll().execute()).toEqual([]);
    expect((await host.ask('POST', `/api/runs/${id}/cancel`)).status).toBe(200);
    expect((await host.ask('POST', `/api/runs/${id}/resume`)).body).toMatchObject({ code: 'run_ended' });
    const { entries } = AuditPage.parse((await host.ask('GET', `/api/audit?target=run:${id}`)).body);
    expect(entries.map(({ action }) => action)).toEqual(['run.cancelled']);
  });

  it('end also where what waits for another try is cancelled', async () => {
    const slow = { ...post, retry: { attempts: 5, firstDelaySeconds: 3600, longestDelaySeconds: 3600 } };
    const host = await runningHost(await open(), chain({ send: slow }), () => ({ status: 503 }));
    const id = await host.start({});
    await expect.poll(async () => (await readRun(host, id)).steps.at(-1)?.message.attempts.length).toBe(1);

    await host.ask('POST', `/api/runs/${id}/cancel`);

    const run = await readRun(host, id);
    expect([run.state, run.open, run.steps.at(-1)?.counts]).toEqual(['cancelled', 0, { cancelled: 1 }]);
  });

  it('tell those who follow when they begin and end, what failed, and how many messages went through a step', async () => {
    const host = await runningHost(await open(), chain({ send: post }), (item) => (item === 'bad' ? { status: 422 } : {}));
    const { url, adminToken } = host.host;
    const stream = await fetch(`${url}/api/events`, { headers: { authorization: `Bearer ${adminToken}` } });
    const id = await host.start('bad');
    const run = await runIn(host, id, 'failed');
    await sleep(700);
    await host.host.close();

    const events = (await stream.text()).matchAll(/event: (?<type>(?:run|step|message)\..+)\ndata: (?<data>.+)/g);
    const told = [...events].map(({ groups }) => [groups?.['type'], JSON.parse(groups?.['data'] ?? 'null')]);
    expect(told).toEqual([
      ['run.started', { id, process, version: 1 }],
      ['message.failed', { id: run.steps[1]?.message.id, run: id, process, step: 'send', code: 'api_rejected' }],
      ['run.ended', { id, process, state: 'failed' }],
      ['step.ended', { run: id, process, step: 'start', counts: { done: 1 } }],
      ['step.ended', { run: id, process, step: 'send', counts: { failed: 1 } }],
    ]);
  });

  it('are counted, as is what waits in the queue', async () => {
    const { items, handle, release } = heldBack();
    const host = await runningHost(await open(), chain({ send: post }), handle);
    const id = await host.start(1);
    await expect.poll(() => items.length).toBe(1);
    expect((await host.ask('GET', '/metrics')).text).toContain('mortise_queue_depth{state="taken"} 1');
    release();
    await runIn(host, id, 'completed');
    const { text } = await host.ask('GET', '/metrics');
    expect(text).toContain('mortise_runs_total{state="completed"} 1');
    expect(text).toContain('mortise_messages_total{state="done"} 2');
    expect(text).toContain('mortise_queue_wait_seconds_count 2');
    expect(text).not.toContain('mortise_queue_depth{');
  });

  it('wait while they are paused, what waits for another try too, and go on where they were', async () => {
    const slow = { ...post, retry: { attempts: 5, firstDelaySeconds: 0.2, longestDelaySeconds: 0.2 } };
    let calls = 0;
    const host = await runningHost(await open(), chain({ send: slow }), () => (calls++ === 0 ? { status: 503 } : {}));
    const id = await host.start({});
    await expect.poll(() => calls).toBe(1);
    await host.ask('POST', `/api/runs/${id}/pause`);
    await sleep(500);
    expect(calls).toBe(1);
    await host.ask('POST', `/api/runs/${id}/resume`);
    await runIn(host, id, 'completed');
  });

  it('wait while they are paused, and go on where they were', async () => {
    const { items, handle, release } = heldBack();
    const host = await runningHost(await open(), fanOut, handle);
    const id = await host.start({ n: 1 });
    await expect.poll(() => items.length).toBe(1);

    expect((await host.ask('POST', `/api/runs/${id}/pause`)).body).toMatchObject({ state: 'paused', pausedBy: 'run' });
    release();
    await expect.poll(async () => (await readRun(host, id)).steps.length).toBe(4);
    await sleep(300);
    expect(items).toHaveLength(1);
    expect((await readRun(host, id)).state).toBe('paused');

    expect((await host.ask('POST', `/api/runs/${id}/resume`)).body).toMatchObject({ state: 'running' });
    await runIn(host, id, 'completed');
    expect(items).toHaveLength(2);
  });

  it('go on as a whole where they are resumed while their messages are still being put away', async () => {
    const { items, handle, release } = heldBack();
    const host = await runningHost(await open(), chain({ send: post }), handle);
    const control = host.app.get(RunControl, { strict: false });
    const id = await host.start(1);
    await expect.poll(() => items.length).toBe(1);
    await addWaiting(host, id, 1500);
    const states = () => host.database.selectFrom('queue').select('state').distinct().orderBy('state').execute();
    const { queue } = host.engine;
    const pausePortion = queue.pause.bind(queue);
    let resumed: Promise<boolean> | undefined;
    vi.spyOn(queue, 'pause').mockImplementation(async (...given) => {
      // It is asked for in the middle of the first portion, and done before or after it.
      resumed ??= control.resume('default', id, 'run');
      await Promise.race([resumed, sleep(300)]);
      return pausePortion(...given);
    });

    expect(await control.pause('default', id, 'run')).toBe(true);
    expect(await resumed).toBe(true);

    expect((await readRun(host, id)).state).toBe('running');
    expect(await states()).toEqual([{ state: 'delayed' }, { state: 'taken' }]);

    // As an older host may have left them.
    await host.database.updateTable('queue').set({ state: 'paused' }).where('state', '=', 'delayed').execute();
    expect(await control.resume('default', id, 'run')).toBe(false);
    expect(await states()).toEqual([{ state: 'delayed' }, { state: 'taken' }]);
    release();
  });

  it('of a process end as it does where it is paused and resumed at once', async () => {
    const { items, handle, release } = heldBack();
    const host = await runningHost(await open(), chain({ send: post }), handle);
    const control = host.app.get(RunControl, { strict: false });
    for (const n of [1, 2, 3]) await host.start(n);
    await expect.poll(() => items.length).toBe(3);
    const states = () => host.database.selectFrom('runs').select(['state', 'paused_by']).distinct().execute();
    const runs = host.app.get(ProcessRuns, { strict: false });
    const change = async (way: 'pause' | 'resume') => {
      await setProcess(host, way === 'pause' ? 'paused' : 'active');
      await runs[way](caller, process);
    };
    /** Does one while the other is at its second run. */
    async function within(outer: 'pause' | 'resume', inner: 'pause' | 'resume'): Promise<void> {
      const changeRun = control[outer].bind(control);
      let calls = 0;
      const spy = vi.spyOn(control, outer).mockImplementation(async (...given) => {
        if (++calls === 2) await change(inner);
        return changeRun(...given);
      });
      await change(outer);
      expect(calls).toBe(3);
      spy.mockRestore();
    }

    await within('pause', 'resume');
    expect(await states()).toEqual([{ state: 'running', paused_by: null }]);
    await change('pause');
    await within('resume', 'pause');
    expect(await states()).toEqual([{ state: 'paused', paused_by: 'process' }]);

    // Where a host has ended before it came to the runs, the same is asked for again.
    await setProcess(host, 'active');
    expect(await runs.resume(caller, process)).toBe(3);
    expect(await states()).toEqual([{ state: 'running', paused_by: null }]);
    release();
  });

  it('of a process are paused together, and those that were paused before stay so', async () => {
    const { items, handle, release } = heldBack();
    const host = await runningHost(await open(), chain({ send: post, last: post }), handle);
    const runs = host.app.get(ProcessRuns, { strict: false });
    const [one, other] = [await host.start(1), await host.start(2)];
    await expect.poll(() => items.length).toBe(2);
    await host.ask('POST', `/api/runs/${one}/pause`);

    await setProcess(host, 'paused');
    expect(await runs.pause(caller, process)).toBe(1);
    expect((await host.ask('POST', `/api/runs/${other}/resume`)).body).toMatchObject({ code: 'process_paused' });
    release();
    await expect.poll(async () => (await readRun(host, other)).steps.length).toBe(3);
    await setProcess(host, 'active');
    expect(await runs.resume(caller, process)).toBe(1);

    await runIn(host, other, 'completed');
    expect((await readRun(host, one)).state).toBe('paused');
    expect(await runs.cancel(caller, process)).toBe(1);
    expect((await readRun(host, one)).state).toBe('cancelled');
  });

  it('turn away what a lost host had taken of them', async () => {
    const { items, handle, release } = heldBack();
    const host = await runningHost(await open(), chain({ send: post }), handle);
    const [paused, cancelled] = [await host.start(1), await host.start(2)];
    await expect.poll(() => items.length).toBe(2);
    await host.ask('POST', `/api/runs/${paused}/pause`);
    await host.ask('POST', `/api/runs/${cancelled}/cancel`);

    // As if the host that had taken them were gone: their leases run out.
    await host.database
      .updateTable('queue')
      .set({ lease_until: new Date(0).toISOString() })
      .execute();

    await expect.poll(async () => (await readRun(host, cancelled)).open).toBe(0);
    expect((await readRun(host, cancelled)).steps.at(-1)?.counts).toEqual({ cancelled: 1 });
    await expect.poll(() => host.database.selectFrom('queue').select('state').execute()).toEqual([{ state: 'paused' }]);
    expect(items).toHaveLength(2);
    release();
    await sleep(100);
    // What the lost host comes with afterwards is dropped.
    expect((await readRun(host, paused)).steps.at(-1)?.counts).toEqual({ waiting: 1 });
    await host.ask('POST', `/api/runs/${paused}/resume`);
    await runIn(host, paused, 'completed');
  });

  it('are not started a second time under an id that is there', async () => {
    const host = await runningHost(await open(), chain({ send: post }), () => ({}));
    const id = await host.start(1, 'slot-2026-01-01');
    await runIn(host, id, 'completed');
    expect(await host.start(2, id)).toBe(id);
    await sleep(50);
    expect(await readRun(host, id)).toMatchObject({ state: 'completed', steps: [{ message: { data: 1 } }, {}] });
  });

  it('are removed with all of their messages when there are too many or they are too old', async () => {
    const large = 'x'.repeat(300_000);
    const host = await runningHost({ ...(await open()), keepRuns: 2 }, chain({ send: post }), (item) =>
      item === 2 ? { status: 400 } : { body: large },
    );
    const ids: string[] = [];
    for (const n of [1, 2, 3, 4]) {
      ids.push(await host.start(n));
      await runIn(host, ids.at(-1) ?? '', n === 2 ? 'failed' : 'completed');
    }
    const retention = host.app.get(RunRetention, { strict: false });
    const left = async () => {
      const runs = await host.database.selectFrom('runs').select('id').orderBy('started_at').execute();
      const messages = await host.database.selectFrom('messages').select('run').distinct().execute();
      const blobs = await host.database.selectFrom('blobs').select('run').distinct().execute();
      expect(new Set(messages.map(({ run }) => run))).toEqual(new Set(runs.map(({ id }) => id)));
      expect(blobs.length).toBe(runs.filter(({ id }) => id !== ids[1]).length);
      return runs.map(({ id }) => id);
    };

    // Whose message failed is not counted out.
    expect(await retention.sweep()).toBe(1);
    expect(await left()).toEqual(ids.slice(1));

    const longAgo = new Date(Date.now() - 40 * 24 * 3600 * 1000).toISOString();
    await host.database
      .updateTable('runs')
      .set({ started_at: longAgo, ended_at: longAgo })
      .where('id', 'in', ids.slice(0, 3))
      .execute();
    expect(await retention.sweep()).toBe(1);
    expect(await left()).toEqual([ids[1], ids[3]]);
    await host.database
      .updateTable('runs')
      .set({ ended_at: new Date(0).toISOString() })
      .where('id', '=', ids[1] ?? '')
      .execute();
    expect(await retention.sweep()).toBe(1);
    expect(await left()).toEqual([ids[3]]);
  });

  it('and their messages are those of one tenant', async () => {
    const host = await runningHost(await open(), chain({ send: post }), () => ({ status: 400 }));
    const id = await host.start(1);
    const run = await runIn(host, id, 'failed');
    const other = await newTenant(host, 'Other');
    const message = run.steps.at(-1)?.message.id;

    for (const [method, path] of [
      ['GET', `/api/runs/${id}`],
      ['GET', `/api/runs/${id}/messages`],
      ['GET', `/api/runs/${id}/messages/${message}`],
      ['POST', `/api/runs/${id}/cancel`],
      ['GET', `/api/failed-messages/${message}`],
      ['POST', `/api/failed-messages/${message}/replay`],
    ] as const) {
      expect([path, (await other.ask(method, path)).status]).toEqual([path, 404]);
    }
    expect((await other.ask('GET', '/api/runs')).body).toEqual({ items: [] });
    expect((await other.ask('GET', '/api/failed-messages')).body).toEqual({ items: [] });
    expect((await other.ask('GET', '/api/failed-messages/causes')).body).toEqual([]);
  });
});
