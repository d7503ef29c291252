import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Tables } from '../database/tables.ts';
import { databases, testHost } from '../host.test-kit.ts';
import { Backlog } from './backlog.ts';

describe.each(databases)('Runs beyond what can wait, on $engine', ({ open }) => {
  it('are refused until there is room, with the time to come again, and none of those before is lost', async () => {
    const { ask } = await testHost({ ...(await open()), mostWaiting: 3 });
    const document = {
      title: 'Waits',
      steps: { start: { kind: 'start' }, pass: { kind: 'filter', condition: 'true' } },
      edges: [{ from: 'start', to: 'pass' }],
    };
    const made = await ask('POST', '/api/processes', { body: { name: 'waits', document } });
    expect(made).toMatchObject({ status: 201 });
    const { id } = made.body as { id: string };
    expect((await ask('POST', `/api/processes/${id}/publish`, { body: {} })).status).toBeLessThan(300);
    const start = () => ask('POST', `/api/processes/${id}/runs`, { body: { input: {} } });
    const answers = await Promise.all(Array.from({ length: 20 }, start));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(answer.body).toMatchObject({ code: 'too_many_waiting', retryable: true });
      expect(answer.headers.get('retry-after')).toBe('5');
    }
    await expect.poll(async () => (await start()).status, { timeout: 10_000 }).toBeLessThan(300);
    const begun = answers.length - refused.length + 1;
    const ended = async () =>
      ((await ask('GET', '/api/runs?state=completed&limit=100')).body as { items: unknown[] }).items.length;
    await expect.poll(ended, { timeout: 10_000 }).toBe(begun);
  });

  it('are counted again before one is refused that those which have ended would leave room for', async () => {
    const { app } = await testHost(await open());
    const database = app.get<Kysely<Tables>>(Kysely, { strict: false });
    const backlog = new Backlog(2);
    const admit = (amount?: number) =>
      database.transaction().execute((transaction) => backlog.admit(transaction, 'default', amount));
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    onTestFinished(() => clock.mockRestore());
    await admit();
    await admit();
    await expect(admit()).rejects.toThrow('wait for their turn');
    now += 150;

    await admit(50);

    await expect(admit()).rejects.toThrow('wait for their turn');
    expect(() => backlog.refuseIfFull('default')).not.toThrow();
  });

  it('are refused without a look at the database while that is known of their tenant', async () => {
    const { app } = await testHost(await open());
    const database = app.get<Kysely<Tables>>(Kysely, { strict: false });
    const backlog = new Backlog(0);
    expect(() => backlog.refuseIfFull('default')).not.toThrow();
    const admitted = database.transaction().execute((transaction) => backlog.admit(transaction, 'default'));
    await expect(admitted).rejects.toThrow('wait for their turn');

    expect(() => backlog.refuseIfFull('default')).toThrow('wait for their turn');
    expect(() => backlog.refuseIfFull('other')).not.toThrow();
  });
});
