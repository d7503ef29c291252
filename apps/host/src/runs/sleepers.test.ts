import { describe, expect, it } from 'vitest';
import { startEngine, stores } from './engine.test-kit.ts';

const sleepers = Number(process.env['MORTISE_TEST_SLEEPERS'] ?? 300);
const spreadMs = 5000;

describe.each(stores)('Messages that sleep on $store', ({ store, open }) => {
  it(`wake after a restart, each once and none early (${sleepers} of them)`, async () => {
    const place = await open();
    const lateMs: number[] = [];
    const document = {
      steps: { start: { kind: 'start' }, wake: { kind: 'action', action: 'test.wake' } },
      edges: [{ from: 'start', to: 'wake' }],
    };
    const wake = (at: unknown) => void lateMs.push(Date.now() - Number(at));
    const before = await startEngine(document, { wake }, place);
    await before.stopAll();
    const firstAt = Date.now() + 2000 + sleepers * 10;
    const ids: string[] = [];
    for (let count = 0; count < sleepers; count++) {
      const at = Math.round(firstAt + (count / sleepers) * spreadMs);
      const id = await before.run(at);
      ids.push(id);
      await before.database
        .updateTable('queue')
        .set({ state: 'delayed', available_at: new Date(at).toISOString() })
        .where('message', '=', id)
        .execute();
    }

    const after = await startEngine(document, { wake }, place);
    for (const id of ids) expect((await after.end(id)).state).toBe('completed');

    expect(lateMs).toHaveLength(sleepers);
    expect(Math.min(...lateMs)).toBeGreaterThan(-1000);
    console.log(`${store}: of ${sleepers} sleepers the last to wake was ${Math.max(...lateMs)} ms late`);
  }, 300_000);
});
