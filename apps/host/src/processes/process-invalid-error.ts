import { MortiseError } from '@mortise/sdk';
import type { Problem } from './checks/problem.ts';

const shown = 5;

/** A process cannot be published as it is. */
export class ProcessInvalidError extends MortiseError {
  override readonly name = 'ProcessInvalidError';
  readonly code = 'process_invalid';
  readonly title = 'The process cannot be published';
  readonly retryable = false;

  constructor(name: string, errors: readonly Problem[]) {
    const list = errors.slice(0, shown).map(({ step, message }) => (step === undefined ? message : `${step}: ${message}`));
    const more = errors.length > shown ? ` And ${errors.length - shown} more.` : '';
    super(`${list.join(' ')}${more}`, {
      path: errors[0]?.path,
      do: [{ label: 'See all problems', command: `mortise process check ${name}` }],
    });
  }
}
