import type { BodyRefusal } from '@mortise/sdk';
import { expect } from 'vitest';
import { withField } from '../fake-api/with-field.ts';
import { codeOf, type Trial, words } from './trial.ts';

/** Refusals in an answer whose status says yes, for an application that declares them. */
export function tryBodyRefusals(trial: Trial): void {
  const facts = trial.application?.bodyRefusal;
  if (!facts) return;

  trial.it('bodyRefusal', 'hears the no in an answer that says yes by its status', async () => {
    const rest = trial.replies.slice(1);
    const refused = trial.start().replies(refusalOf(facts, 'refused_by_the_service'), ...rest);
    expect(await trial.run(refused)).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', detail: expect.stringContaining(facts.message ? words : facts.code ? 'refused_by' : '') },
    });
    const [signInCode] = facts.signIn ?? [];
    if (facts.code && signInCode) {
      const reply = refusalOf(facts, signInCode);
      expect(codeOf(await trial.run(trial.start().replies(reply, reply)))).toBe('sign_in_failed');
    }
    const [retryCode] = facts.retry ?? [];
    if (facts.code && retryCode) {
      expect(await trial.run(trial.start().replies(refusalOf(facts, retryCode)))).toMatchObject({ outcome: 'retry' });
    }
  });
}

/** The body with which a service says no, written by what the application tells of it. */
function refusalOf({ field, is, code, message }: BodyRefusal, reason: string): unknown {
  const fields: [path: string, value: unknown][] = [[field, is ?? true]];
  if (message !== undefined) fields.push([message, words]);
  // The code may stand in the field that tells, for example `error`.
  if (code !== undefined) fields.push([code, reason]);
  return fields.reduce<unknown>((body, [path, value]) => withField(body, path, value), {});
}
