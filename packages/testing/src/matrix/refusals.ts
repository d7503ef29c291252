import { expect } from 'vitest';
import { codeOf, expectHeard, isGood, refusal, type Trial, words } from './trial.ts';

/** Answers that mean no. */
export function tryRefusals(trial: Trial): void {
  trial.it('unauthorized', 'signs in anew after a 401, or says that signing in is needed', async () => {
    const test = trial.start();
    const { signIn } = await test.open();
    test.replies(refusal(401), ...(signIn ? trial.replies : []));
    const outcome = await trial.run(test);
    if (!signIn) {
      if (trial.verdict(401) === 'fail') expect(codeOf(outcome)).toBe('sign_in_failed');
      else expectRefused(trial, 401, outcome, '');
      return;
    }
    expect(outcome).toSatisfy(isGood);
    expect(test.signIns, 'requests for a token').toHaveLength(1);
    const [refused, repeated] = test.requests;
    expect({ ...repeated, headers: {} }).toEqual({ ...refused, headers: {} });
    expect(repeated?.headers, 'the same token as the refused one').not.toEqual(refused?.headers);
    test.replies(refusal(401), refusal(401));
    const again = await trial.run(test);
    if (trial.verdict(401) === 'fail') expect(codeOf(again)).toBe('sign_in_failed');
    else expectRefused(trial, 401, again, '');
  });

  for (const [fault, status] of [
    ['forbidden', 403],
    ['notFound', 404],
  ] as const) {
    trial.it(fault, `tells what the service says with a ${status}`, async () => {
      const test = trial.start({ maxAttempts: trial.verdict(status) === 'retry' ? 1 : 3 });
      test.replies(refusal(status), ...trial.replies.slice(1));
      expectRefused(trial, status, await trial.run(test), 'api_rejected');
      if (trial.verdict(status) === 'fail') expect(test.requests, 'a refusal is not sent again').toHaveLength(1);
    });
  }
}

/** What the verdict on a status demands of the outcome. */
function expectRefused(trial: Trial, status: number, outcome: Awaited<ReturnType<Trial['run']>>, code: string): void {
  switch (trial.verdict(status)) {
    case 'fail':
      expect(outcome).toMatchObject({ outcome: 'fail', error: { code, status, detail: expect.stringContaining(words) } });
      break;
    case 'retry':
      expect(outcome).toMatchObject({ outcome: 'retry', error: { status } });
      break;
    case 'success':
      expectHeard(status, outcome);
      break;
  }
}
