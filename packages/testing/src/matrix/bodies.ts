import { expect } from 'vitest';
import { faults } from '../fake-api/faults.ts';
import { codeOf, type Trial } from './trial.ts';

const maxResponseBytes = 4096;
const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Please sign in</body></html>' };

/** Answers that are a success by their status and not by what they hold. */
export function tryBodies(trial: Trial): void {
  trial.it('malformedBody', 'does not take half a document for an answer', async () => {
    const { contentType } = trial;
    const test = trial.start().replies(faults.malformed(contentType || 'application/json'), ...trial.replies.slice(1));
    const code = codeOf(await trial.run(test));
    // Text, files and empty answers have no form that could be broken.
    if (/json|xml/.test(contentType)) expect(code).toBeOneOf(['malformed_response', 'unexpected_output']);
    else expect(code).not.toBe('action_failed');
  });

  trial.it('otherShape', 'says what does not fit where the answer is of another shape', async () => {
    for (const reply of [...[null, [], {}, 'text'].map((body) => ({ status: 200, body })), page]) {
      const test = trial.start().replies(reply, ...trial.replies.slice(1));
      const code = codeOf(await trial.run(test));
      // An exception that nobody meant: the schema let pass what the code cannot read.
      expect(code, `the answer was ${JSON.stringify(reply.body)}`).not.toBe('action_failed');
    }
  });

  trial.it('oversizedBody', 'refuses an answer that is too large', async () => {
    const test = trial.start({ maxResponseBytes }).replies(faults.oversized(maxResponseBytes + 1));
    expect(await trial.run(test)).toMatchObject({ outcome: 'fail', error: { code: 'response_too_large' } });
  });
}
