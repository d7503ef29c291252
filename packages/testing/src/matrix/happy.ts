import { hostsOf } from '@mortise/sdk';
import { expect } from 'vitest';
import { isGood, type Trial } from './trial.ts';

/** A call in which nothing goes wrong, and one that must not be made. */
export function tryHappy(trial: Trial): void {
  trial.it('happy', 'gives its output where all is well', async () => {
    const test = trial.start().replies(...trial.replies);
    const outcome = await trial.run(test);
    expect(outcome).toSatisfy(isGood);
    expect(test.requests, 'the requests it sent').toHaveLength(trial.replies.length);
    if (trial.case.request) expect(test.requests[0]).toMatchObject(trial.case.request);
    const output = outcome.outcome === 'page' ? outcome.items : 'output' in outcome ? outcome.output : undefined;
    if (trial.case.output !== undefined) expect(output).toMatchObject(trial.case.output);
    if (trial.action.kind === 'batch') expect(output, 'give a reply that has an item').not.toEqual([]);
    await expectDeclaredHosts(trial, test);
  });

  trial.it('badInput', 'sends nothing where the input does not fit', async () => {
    const test = trial.start();
    for (const input of [null, 'text', []]) {
      expect(await test.outcome(input)).toMatchObject({ outcome: 'fail', error: { code: 'invalid_input' } });
    }
    expect(test.requests).toEqual([]);
  });
}

async function expectDeclaredHosts({ application }: Trial, test: ReturnType<Trial['start']>): Promise<void> {
  if (!application) return;
  const declared = hostsOf(application, (await test.open()).api);
  const isDeclared = (host: string) =>
    declared.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
  for (const { host } of test.requests) expect(host).toSatisfy(isDeclared, `declared: ${declared.join(', ')}`);
}
