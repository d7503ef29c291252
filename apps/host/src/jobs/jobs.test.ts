import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Tables } from '../database/tables.ts';
import { databases, testHost } from '../host.test-kit.ts';
import { newTenant } from '../tenants/tenant.test-kit.ts';
import { JobView } from './job-view.ts';
import { JobsService } from './jobs.service.ts';

const caller = {
  identity: { tenant: 'default', role: 'admin', actor: 'administrator', isOperator: true },
  correlationId: 'test',
} as const;

describe.each(databases)('A job on $engine', { timeout: 30_000 }, ({ open }) => {
  async function started() {
    const host = await testHost(await open());
    const jobs = host.app.get(JobsService, { strict: false });
    const database: Kysely<Tables> = host.app.get(Kysely, { strict: false });
    const read = async (id: string) => JobView.parse((await host.ask('GET', `/api/jobs/${id}`)).body);
    return { ...host, jobs, database, read };
  }

  it('is done portion by portion, until somebody ends it', async () => {
    const { jobs, ask, read } = await started();
    jobs.register('replay', async () => {
      await sleep(5);
      return { done: 3, isLast: false };
    });
    const { id } = await jobs.begin(caller, { kind: 'replay', detail: {}, total: 1000 });
    await expect.poll(async () => (await read(id)).done).toBeGreaterThan(6);

    expect((await ask('POST', `/api/jobs/${id}/cancel`)).body).toMatchObject({ id, state: 'cancelled' });
    const { done } = await read(id);
    await sleep(50);
    expect(await read(id)).toMatchObject({ state: 'cancelled', done });
  });

  it('goes on where the host that did it is gone, from what was done', async () => {
    const { jobs, database, read } = await started();
    jobs.register('replay', async () => ({ done: 1, isLast: true }));
    const row = {
      tenant: 'default',
      id: 'left-behind',
      kind: 'replay',
      state: 'running',
      detail: '{}',
      total: 5,
      done: 4,
      error: null,
    };
    const times = {
      created_at: new Date().toISOString(),
      ended_at: null,
      holder: 'gone',
      lease_until: new Date(0).toISOString(),
    };
    await database
      .insertInto('jobs')
      .values({ ...row, ...times, created_by: 'administrator' })
      .execute();

    await expect.poll(async () => (await read('left-behind')).state, { timeout: 10_000 }).toBe('done');
    expect(await read('left-behind')).toMatchObject({ done: 5, total: 5 });
  });

  it('is seen by its own tenant alone', async () => {
    const { jobs, ask } = await started();
    jobs.register('replay', async () => ({ done: 0, isLast: true }));
    const { id } = await jobs.begin(caller, { kind: 'replay', detail: {}, total: 0 });
    const other = await newTenant({ ask }, 'Other');
    expect((await other.ask('GET', `/api/jobs/${id}`)).status).toBe(404);
    expect((await other.ask('POST', `/api/jobs/${id}/cancel`)).status).toBe(404);
    expect((await other.ask('GET', '/api/jobs')).body).toEqual([]);
  });

  it('is asked for by an id without control characters', async () => {
    const { ask } = await started();
    const refused = { status: 422, body: { code: 'invalid_parameters', path: 'id' } };
    expect(await ask('GET', '/api/jobs/%00')).toMatchObject(refused);
    expect(await ask('POST', '/api/jobs/%00/cancel')).toMatchObject(refused);
  });
});
