import { describe, expect, it } from 'vitest';
import { databases } from '../host.test-kit.ts';
import { apiKey, post, runIn, runningHost } from '../runs/run.test-kit.ts';

/** The most in any stretch of that length. */
function mostIn(times: readonly number[], lengthMs: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + lengthMs).length));
}

describe.each(databases)('Runs through an account with a limit, on $engine', ({ open }) => {
  it('keep to it without failing, and let those of another account pass', async () => {
    const times: number[] = [];
    const document = {
      title: 'A test',
      steps: {
        start: { kind: 'start' },
        way: { kind: 'route' },
        limited: post,
        free: { ...post, connection: 'other' },
      },
      edges: [
        { from: 'start', to: 'way' },
        { from: 'way', to: 'free', when: 'data = "free"' },
        { from: 'way', to: 'limited', when: 'data != "free"' },
      ],
    };
    const host = await runningHost(await open(), document, (item) => {
      if (item !== 'free') times.push(performance.now());
      return {};
    });
    const main = await host.database.selectFrom('connections').select(['id', 'settings']).executeTakeFirstOrThrow();
    await host.connect('crm', 'other', { ...JSON.parse(main.settings), apiKey });
    const limits = { perConnection: { amount: 5, seconds: 3 } };
    expect((await host.ask('PATCH', `/api/connections/${main.id}`, { body: { limits } })).status).toBe(200);

    // The first call of a plugin takes longer, as its process has to start.
    await runIn(host, await host.start('free'), 'completed');
    const ids = await Promise.all(Array.from({ length: 15 }, (_, number) => host.start(number)));
    for (let count = 0; count < 3; count++) await runIn(host, await host.start('free'), 'completed');
    // The fifteenth has its turn after twice three seconds; if each of the others waited for a turn, they would end later.
    expect(times.length).toBeLessThan(15);

    for (const id of ids) await runIn(host, id, 'completed');
    expect(times).toHaveLength(15);
    // What is sent by a busy host arrives some time later; without a limit, all fifteen come at once.
    expect(mostIn(times, 1000)).toBeLessThanOrEqual(5);
    const attempts = await host.database.selectFrom('messages').select('attempts').where('step', '=', 'limited').execute();
    const outcomes = attempts.map(({ attempts }) => JSON.parse(attempts) as { outcome: string; counted: number }[]);
    expect(outcomes.some((list) => list.some(({ outcome }) => outcome === 'limit'))).toBe(true);
    for (const list of outcomes) expect(list.at(-1)).toMatchObject({ outcome: 'success', counted: 1 });
  }, 40_000);
});
