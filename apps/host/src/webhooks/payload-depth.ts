import { InputError, ReportedError } from '@mortise/sdk';

const deepest = 64;

/** Whatever comes later walks through a payload by calling itself. Throws a ReportedError for one that would exhaust its stack. */
export function checkDepth(payload: unknown): void {
  let level: readonly unknown[] = [payload];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      throw new ReportedError(new InputError('', `The delivery is nested deeper than ${deepest} levels.`).toJSON());
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}
