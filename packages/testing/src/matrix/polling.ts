import { expect } from 'vitest';
import type { Trial } from './trial.ts';

/** A poll gives what is new, once. */
export function tryPolling(trial: Trial): void {
  if (trial.action.kind !== 'poll') return;

  trial.it('secondPage', 'gives at the next poll what is new, and nothing twice', async () => {
    const test = trial.start().replies(...trial.replies);
    const first = await trial.run(test);
    const cursor = first.outcome === 'page' ? first.cursor : undefined;
    expect(cursor, 'the state of the poll').toBeTypeOf('string');
    test.replies(...trial.replies);
    expect(await trial.run(test, { cursor })).toMatchObject({ outcome: 'page', items: [] });
    if (!('nextReply' in trial.case)) return;
    test.replies(trial.case.nextReply);
    const later = await trial.run(test, { cursor });
    expect(later.outcome === 'page' && later.items, 'what nextReply holds besides the first reply').not.toEqual([]);
  });
}
