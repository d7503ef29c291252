import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AuditPage } from '../audit/audit-view.ts';
import { databases } from '../host.test-kit.ts';
import { JobView } from '../jobs/job-view.ts';
import { Cause, FailedMessageDetail, FailedMessagePage } from './failed-message-view.ts';
import { chain, type Handler, post, process, readRun, runIn, runningHost } from './run.test-kit.ts';
import { RunPage } from './run-view.ts';

const send = chain({ shape: { kind: 'transform', expression: 'data' }, send: post, last: post });
/** The service refuses what is not mended. */
const refuseBad: Handler = (item) =>
  z.object({ bad: z.literal(true) }).safeParse(item).success ? { status: 422, body: { message: 'It is bad.' } } : { body: item };

describe.each(databases)('Failed messages on $engine', { timeout: 30_000 }, ({ open }) => {
  async function started(document: object = send, handle: Handler = refuseBad) {
    const host = await runningHost(await open(), document, handle);
    const list = async (query = '') => FailedMessagePage.parse((await host.ask('GET', `/api/failed-messages?${query}`)).body);
    const find = async (id: string) => FailedMessageDetail.parse((await host.ask('GET', `/api/failed-messages/${id}`)).body);
    /** Starts a run that fails, and gives it with its failed message. */
    async function fail(data: object = { bad: true }) {
      const run = await host.start(data);
      await runIn(host, run, 'failed');
      const [message] = (await list(`run=${run}`)).items;
      if (!message) throw new Error('Nothing failed.');
      return { run, id: message.id };
    }
    async function jobEnd(body: unknown): Promise<JobView> {
      const { id } = JobView.parse(body);
      const job = async () => JobView.parse((await host.ask('GET', `/api/jobs/${id}`)).body);
      await expect.poll(async () => (await job()).state, { timeout: 10_000 }).not.toBe('running');
      return job();
    }
    return { ...host, list, find, fail, jobEnd };
  }

  it('can be seen, mended and replayed from the step at which they failed', async () => {
    const host = await started();
    const { run, id } = await host.fail();

    expect(await host.find(id)).toMatchObject({
      run,
      process,
      processName: 'A process',
      step: 'send',
      code: 'api_rejected',
      detail: expect.stringContaining('It is bad.'),
      data: { bad: true },
      attempts: [{ outcome: 'fail', exchanges: [{ status: 422 }] }],
    });
    const edited = await host.ask('PATCH', `/api/failed-messages/${id}`, { body: { data: { bad: false, note: 'mended' } } });
    expect(edited.body).toMatchObject({
      data: { bad: false, note: 'mended' },
      attempts: [{}, { outcome: 'edited', by: 'administrator' }],
    });
    const replayed = await host.ask('POST', `/api/failed-messages/${id}/replay`);
    expect([replayed.status, replayed.body]).toEqual([202, { id, run }]);

    const after = await runIn(host, run, 'completed');
    expect(after.failed).toBe(0);
    expect(after.steps.map(({ step, counts }) => [step, counts])).toEqual([
      ['start', { done: 1 }],
      ['shape', { done: 1 }],
      ['send', { done: 1 }],
      ['last', { done: 1 }],
    ]);
    expect(after.steps[2]?.message.attempts.map(({ outcome }) => outcome)).toEqual(['fail', 'edited', 'replayed', 'success']);
    expect(after.steps[3]?.message.data).toEqual({ bad: false, note: 'mended' });
    expect((await host.list()).items).toEqual([]);
    const audit = AuditPage.parse((await host.ask('GET', `/api/audit?target=message:${id}`)).body);
    expect(audit.entries.map(({ action }) => action)).toEqual(['message.replayed', 'message.edited']);
    expect(JSON.stringify(audit)).not.toContain('mended');
  });

  it('show what their action did where they could not go on from it, and do it again only once they were edited', async () => {
    const steps = { start: { kind: 'start' }, send: post, last: post };
    const edges = [
      { from: 'start', to: 'send' },
      { from: 'send', to: 'last', when: 'data.isMended ? true : $error("It is not mended.")' },
    ];
    const sent: unknown[] = [];
    const host = await started({ title: 'A test', steps, edges }, (body) => {
      sent.push(body);
      return { body };
    });
    const { run, id } = await host.fail({ isMended: false });
    expect(await host.find(id)).toMatchObject({ step: 'send', code: 'expression_failed', output: { isMended: false } });
    const replay = () => host.ask('POST', `/api/failed-messages/${id}/replay`);
    await replay();
    await expect.poll(async () => (await host.list()).items).toMatchObject([{ id }]);
    expect(sent).toEqual([{ isMended: false }]);

    await host.ask('PATCH', `/api/failed-messages/${id}`, { body: { data: { isMended: true } } });
    await replay();
    await runIn(host, run, 'completed');
    expect(sent).toEqual([{ isMended: false }, { isMended: true }, { isMended: true }]);
  });

  it('fail again where nothing was mended, with as many attempts as at first', async () => {
    let calls = 0;
    const host = await started(send, () => {
      calls++;
      return { status: 503 };
    });
    const { run, id } = await host.fail();
    expect(calls).toBe(2);

    await host.ask('POST', `/api/failed-messages/${id}/replay`, { body: { version: 'same' } });

    await expect.poll(() => calls).toBe(4);
    await expect.poll(async () => (await host.list()).items.length).toBe(1);
    expect(await readRun(host, run)).toMatchObject({ state: 'failed', failed: 1, open: 0 });
    expect((await host.find(id)).attempts.map(({ outcome }) => outcome)).toEqual(['retry', 'fail', 'replayed', 'retry', 'fail']);
  });

  it('can be replayed with the latest version, where it still has their step', async () => {
    const host = await started();
    const { run, id } = await host.fail();
    await host.publish(chain({ other: post }));
    const gone = await host.ask('POST', `/api/failed-messages/${id}/replay`, { body: { version: 'latest' } });
    expect([gone.status, gone.body]).toEqual([409, expect.objectContaining({ code: 'step_missing' })]);

    const mending = { ...post, input: { bad: false, was: '=data' } };
    await host.publish(chain({ send: mending, added: { kind: 'transform', expression: '{ "version": run.version }' } }));
    await host.ask('POST', `/api/failed-messages/${id}/replay`, { body: { version: 'latest' } });

    const after = await runIn(host, run, 'completed');
    expect(after.version).toBe(1);
    expect(after.steps.map(({ step, message }) => [step, message.version])).toEqual([
      ['start', undefined],
      ['shape', undefined],
      ['send', 3],
      ['added', 3],
    ]);
    expect(after.steps.at(-1)?.message.output).toEqual({ version: 3 });
  });

  it('can be discarded with a reason, after which their run is over', async () => {
    const host = await started();
    const { run, id } = await host.fail();
    const unsaid = await host.ask('DELETE', `/api/failed-messages/${id}`, { body: { reason: ' ' } });
    expect(unsaid.body).toMatchObject({ code: 'invalid_parameters', path: 'reason' });

    expect((await host.ask('DELETE', `/api/failed-messages/${id}`, { body: { reason: 'A test order.' } })).status).toBe(204);

    const after = await runIn(host, run, 'completed');
    expect(after.steps.at(-1)?.message).toMatchObject({
      state: 'discarded',
      attempts: [{}, { outcome: 'discarded', by: 'administrator', reason: 'A test order.' }],
    });
    expect((await host.ask('DELETE', `/api/failed-messages/${id}`, { body: { reason: 'Again.' } })).status).toBe(404);
    expect((await host.ask('POST', `/api/failed-messages/${id}/replay`)).status).toBe(404);
  });

  it('are told apart by cause, and replayed and discarded together as jobs', async () => {
    let isDown = true;
    const host = await started(send, (item) =>
      isDown && JSON.stringify(item).includes('busy') ? { status: 503 } : refuseBad(item),
    );
    const [busy, bad] = [Array.from({ length: 130 }, () => host.start({ busy: true })), [host.fail(), host.fail()]];
    await Promise.all(bad);
    await Promise.all(busy);
    const causes = async () => z.array(Cause).parse((await host.ask('GET', '/api/failed-messages/causes')).body);
    await expect
      .poll(async () => (await causes()).map(({ code, count }) => [code, count]), { timeout: 20_000 })
      .toEqual([
        ['service_unavailable', 130],
        ['api_rejected', 2],
      ]);
    expect((await host.list('code=api_rejected')).items).toHaveLength(2);
    expect((await host.ask('GET', '/metrics')).text).toContain('mortise_failed_messages{code="service_unavailable"} 130');
    const first = await host.list('limit=100');
    expect((await host.list(`limit=100&before=${encodeURIComponent(first.next ?? '')}`)).items).toHaveLength(32);

    isDown = false;
    const filter = { code: 'service_unavailable' };
    const begun = await host.ask('POST', '/api/failed-messages/replay', { body: { filter } });
    expect([begun.status, begun.body]).toEqual([202, expect.objectContaining({ kind: 'replay', total: 130 })]);
    expect(await host.jobEnd(begun.body)).toMatchObject({ state: 'done', done: 130 });
    const completed = async () => RunPage.parse((await host.ask('GET', '/api/runs?state=completed&limit=500')).body).items.length;
    await expect.poll(completed, { timeout: 10_000 }).toBe(130);

    const body = { filter: { process, step: 'send' }, reason: 'Of a test.' };
    const discarded = await host.ask('POST', '/api/failed-messages/discard', { body });
    expect(await host.jobEnd(discarded.body)).toMatchObject({ state: 'done', done: 2, total: 2 });
    expect(await causes()).toEqual([]);
    const { entries } = AuditPage.parse((await host.ask('GET', '/api/audit?limit=2')).body);
    expect(entries.map(({ action, detail }) => [action, detail['kind'], detail['reason']])).toEqual([
      ['job.began', 'discard', 'Of a test.'],
      ['job.began', 'replay', undefined],
    ]);
  });

  it('that fail again are not replayed without end, and a job that cannot go on says why', async () => {
    const host = await started();
    await host.fail();
    const again = await host.ask('POST', '/api/failed-messages/replay', { body: { filter: {} } });
    expect(await host.jobEnd(again.body)).toMatchObject({ state: 'done', done: 1 });
    await expect.poll(async () => (await host.list()).items.length).toBe(1);

    await host.publish(chain({ other: post }));
    const latest = await host.ask('POST', '/api/failed-messages/replay', { body: { filter: {}, version: 'latest' } });
    const job = await host.jobEnd(latest.body);
    expect(job).toMatchObject({ state: 'failed', done: 0, error: { code: 'step_missing' } });
    expect((await host.ask('POST', `/api/jobs/${job.id}/cancel`)).body).toMatchObject({ code: 'job_ended' });
    expect((await host.ask('GET', '/api/jobs')).body).toMatchObject([{ id: job.id }, { state: 'done' }]);
  });

  it('of a cancelled run or a paused process are not replayed', async () => {
    const document = {
      title: 'A test',
      steps: {
        start: { kind: 'start' },
        send: { ...post, input: { bad: true } },
        wait: { ...post, retry: { attempts: 9, firstDelaySeconds: 3600, longestDelaySeconds: 3600 } },
      },
      edges: [
        { from: 'start', to: 'send' },
        { from: 'start', to: 'wait' },
      ],
    };
    const host = await started(document, (item) => (JSON.stringify(item).includes('bad') ? { status: 422 } : { status: 503 }));
    const run = await host.start({});
    await expect.poll(async () => (await host.list()).items.length).toBe(1);
    const [message] = (await host.list()).items;
    const replay = () => host.ask('POST', `/api/failed-messages/${message?.id}/replay`);

    await host.database.updateTable('processes').set({ state: 'paused' }).where('tenant', '=', 'default').execute();
    expect((await replay()).body).toMatchObject({ code: 'process_paused' });
    await host.database.updateTable('processes').set({ state: 'active' }).where('tenant', '=', 'default').execute();
    await host.ask('POST', `/api/runs/${run}/cancel`);
    expect((await replay()).body).toMatchObject({ code: 'run_cancelled' });
    const job = await host.ask('POST', '/api/failed-messages/replay', { body: { filter: {} } });
    expect(await host.jobEnd(job.body)).toMatchObject({ state: 'done', done: 0 });
    await host.ask('DELETE', `/api/failed-messages/${message?.id}`, { body: { reason: 'Its run is over.' } });
    expect(await readRun(host, run)).toMatchObject({ state: 'cancelled', failed: 0 });
  });
});
