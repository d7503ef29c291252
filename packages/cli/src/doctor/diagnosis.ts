import type { Finding } from '../findings.ts';

export type Diagnosis = Finding<'green' | 'yellow' | 'red'>;

export function green(check: string, detail: string): Diagnosis {
  return { check, status: 'green', detail };
}

/** Works, and somebody should know. */
export function yellow(check: string, detail: string, fix: string): Diagnosis {
  return { check, status: 'yellow', detail, fix };
}

/** Does not work, or is not safe. */
export function red(check: string, detail: string, fix: string): Diagnosis {
  return { check, status: 'red', detail, fix };
}
