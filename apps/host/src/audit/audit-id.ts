import { randomBytes } from 'node:crypto';

let lastMs = 0;
let count = 0;

/** An id that sorts by time, and within a millisecond by the order in which this host gave it. */
export function auditId(at: Date): string {
  const ms = Math.max(at.getTime(), lastMs);
  count = ms === lastMs ? count + 1 : 0;
  lastMs = ms;
  return `${ms.toString(36).padStart(9, '0')}${count.toString(36).padStart(4, '0')}${randomBytes(6).toString('hex')}`;
}
