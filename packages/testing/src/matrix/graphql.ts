import { expect } from 'vitest';
import { codeOf, isGood, type Trial, words } from './trial.ts';

/** What a GraphQL service says in an answer with status 200. @see https://spec.graphql.org/October2021/#sec-Errors */
export function tryGraphql(trial: Trial): void {
  if (!trial.isGraphql) return;

  trial.it('graphqlErrors', 'hears the errors in an answer with status 200', async () => {
    const run = async (code: string) => {
      const errors = [{ message: words, path: ['first'], extensions: { code } }];
      return trial.run(trial.start().replies({ data: null, errors }));
    };
    expect(await run('NOT_FOUND')).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', detail: expect.stringContaining(words) },
    });
    expect(await run('THROTTLED')).toMatchObject({ outcome: 'retry', error: { code: 'rate_limit' } });
    expect(codeOf(await run('UNAUTHENTICATED'))).toBe('sign_in_failed');
    const partial = { ...trial.body, errors: [{ message: words }] };
    const outcome = await trial.run(trial.start().replies(partial, ...trial.replies.slice(1)));
    if ('partialData' in trial.action && trial.action.partialData === 'accept') expect(outcome).toSatisfy(isGood);
    else expect(outcome).toMatchObject({ outcome: 'fail', error: { code: 'api_rejected' } });
  });
}
