import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore, stores, type TestStore } from './engine.test-kit.ts';
import { type FaultPoint, faultPoints, items } from './fault-points.test-kit.ts';
import { newRunId } from './message.ts';

const program = join(import.meta.dirname, 'fault-points.fixture.ts');
const inFlight = 4;
const mostEnds = 4;
const numbers = Array.from({ length: items }, (_, index) => index);
const failing = numbers.filter((number) => number % 10 === 3);
const passing = numbers.filter((number) => !failing.includes(number));

/** Ends hosts at a point until the process is done, and gives how often, with what was left behind. */
async function endAgainAndAgain(point: FaultPoint, place: TestStore) {
  const database = await openStore(place);
  const effects = join(place.directory, 'effects');
  writeFileSync(effects, '');
  const run = newRunId();
  const live = async (number: number, at?: FaultPoint): Promise<boolean> => {
    const facts = { ...place, effects, run, holder: `host-${number}`, point: at, passes: Math.floor(Math.random() * 6) };
    const child = spawn(process.execPath, ['--conditions=@mortise/source', '--no-warnings', program, JSON.stringify(facts)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code, signal] = await once(child, 'exit');
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The host ended with ${code ?? signal}.`);
    return signal === 'SIGKILL';
  };
  let ended = 0;
  while (ended < mostEnds && (await live(ended, point))) ended++;
  await live(ended);
  const { state, open, failed } = await database.selectFrom('runs').selectAll().where('id', '=', run).executeTakeFirstOrThrow();
  const messages = await database.selectFrom('messages').select(['step', 'state']).where('run', '=', run).execute();
  const queued = await database.selectFrom('queue').selectAll().execute();
  const lines = readFileSync(effects, 'utf8').trim().split('\n');
  const done = lines.map((line): [step: string, key: string, item: number] => JSON.parse(line));
  return { point, ended, run: { state, open, failed }, messages, queued, done };
}

describe.each(stores)('Hosts on $store', ({ open }) => {
  it('that end at a point of their work, again and again, lose nothing and repeat no more than what was under way', async () => {
    const all = await Promise.all(faultPoints.map(async (point) => endAgainAndAgain(point, await open())));
    for (const { point, ended, run, messages, queued, done } of all) {
      const at = `ended at "${point}"`;
      expect(ended, at).toBeGreaterThan(0);
      expect(run, at).toEqual({ state: 'failed', open: 0, failed: failing.length });
      const count = (step: string, state: string) => messages.filter((each) => each.step === step && each.state === state).length;
      expect([count('list', 'done'), count('one', 'done'), count('one', 'failed'), count('two', 'done')], at).toEqual([
        1,
        passing.length,
        failing.length,
        passing.length,
      ]);
      expect(messages, at).toHaveLength(2 + items + passing.length);
      expect(queued, at).toEqual([]);
      for (const step of ['one', 'two']) {
        const ofStep = done.filter(([name]) => name === step);
        expect(new Set(ofStep.map(([, , item]) => item)), at).toEqual(new Set(passing));
        expect(new Set(ofStep.map(([, key]) => key)).size, at).toBe(passing.length);
      }
      expect(done.length - 2 * passing.length, at).toBeLessThanOrEqual(ended * inFlight);
    }
  }, 150_000);
});
