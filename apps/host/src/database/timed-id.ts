import { randomBytes } from 'node:crypto';

/** Ids sort by the time they were made at, and are trace ids: a run is one trace. */
export function newTimedId(): string {
  return timedId(new Date(), randomBytes(10).toString('hex'));
}

/** The id that begins with this time and ends with these 20 hexadecimal digits. */
export function timedId(at: Date, digits: string): string {
  return `${at.getTime().toString(16).padStart(12, '0')}${digits}`;
}
