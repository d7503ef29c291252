import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore, stores } from './engine.test-kit.ts';
import { newRunId } from './message.ts';

const program = join(import.meta.dirname, 'killed.fixture.ts');
const inFlight = 16;
const kills = 20;
const items = Array.from({ length: 500 }, (_, index) => index);

describe.each(stores)('A process of 2,000 messages on $store', ({ store, open }) => {
  it(`loses nothing, and repeats no more than what was under way, when its host is killed ${kills} times`, async () => {
    const place = await open();
    const database = await openStore(place);
    const effects = join(place.directory, 'effects');
    writeFileSync(effects, '');
    const run = newRunId();
    const start = (number: number): ChildProcess =>
      spawn(
        process.execPath,
        [
          '--conditions=@mortise/source',
          '--no-warnings',
          program,
          JSON.stringify({ ...place, effects, run, holder: `host-${number}` }),
        ],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      );
    const lines = () => readFileSync(effects, 'utf8').trim().split('\n').filter(Boolean);

    let killed = 0;
    for (let number = 0; ; number++) {
      const before = lines().length;
      const child = start(number);
      const over = once(child, 'exit');
      if (killed < kills) {
        // At a moment that nobody chose: soon after it works again, or once it has also written down some of what it did.
        const enough = before + (number % 2 === 0 ? 1 : inFlight + 1);
        while (child.exitCode === null && lines().length < enough) await sleep(5);
        await sleep(Math.random() * 40);
        if (child.kill('SIGKILL')) killed++;
      }
      const [code] = await over;
      if (code === 0) break;
    }

    const {
      state,
      open: left,
      failed,
    } = await database.selectFrom('runs').selectAll().where('id', '=', run).executeTakeFirstOrThrow();
    expect({ state, left, failed }).toEqual({ state: 'completed', left: 0, failed: 0 });
    const done = lines().map((line): [string, string, unknown] => JSON.parse(line));
    const end = done.filter(([step]) => step === 'end');
    expect(end.at(-1)?.[2]).toEqual(items);
    for (const step of ['one', 'two', 'three']) {
      const ofStep = done.filter(([name]) => name === step);
      expect(new Set(ofStep.map(([, , input]) => input))).toEqual(new Set(items));
      // Whatever happened twice did so under the key of the first time.
      expect(new Set(ofStep.map(([, key]) => key)).size).toBe(items.length);
    }
    const repeated = done.length - new Set(done.map(([, key]) => key)).size;
    console.log(`${store}: ${killed} kills, ${repeated} of ${done.length} effects repeated`);
    expect(killed).toBeGreaterThan(10);
    expect(repeated).toBeLessThanOrEqual(killed * inFlight);
  }, 240_000);
});
