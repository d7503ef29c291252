import { createHash } from 'node:crypto';
import { timedId } from '../database/timed-id.ts';

/** The id of a run that something starts once, however many hosts try: it begins with the time and ends with a hash of what started it. */
export function runIdOf(at: Date, ...cause: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(cause)).digest('hex').slice(0, 20);
  return timedId(at, hash);
}
