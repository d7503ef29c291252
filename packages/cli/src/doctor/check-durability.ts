import { type Diagnosis, green, yellow } from './diagnosis.ts';

const check = 'durability';

export interface DatabaseSurroundings {
  /** MORTISE_DATABASE_URL is set. */
  readonly isElsewhere: boolean;
  /** As a host that runs sees them; absent where none runs, or an older one. */
  readonly weakSettings: readonly string[] | undefined;
}

/** Whether what the database reports as done is on its disk by then. */
export function checkDurability({ isElsewhere, weakSettings }: DatabaseSurroundings): Diagnosis {
  if (weakSettings === undefined) {
    return isElsewhere
      ? yellow(check, 'Whether PostgreSQL writes before it answers is not checked while no host runs.', 'mortise start')
      : green(check, 'what is done is on the disk');
  }
  if (weakSettings.length === 0) return green(check, 'what is done is on the disk');
  const list = weakSettings.join(', ');
  return yellow(check, `The database may lose what it reported as done: ${list} is off.`, `Turn on ${list} in PostgreSQL.`);
}
