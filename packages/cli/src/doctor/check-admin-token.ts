import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

const check = 'admin token';
/** The host refuses a shorter one. */
const shortest = 24;
/** As long as 256 random bits in base64. */
const longEnough = 43;

export interface TokenSurroundings {
  readonly dataDirectory: string;
  /** MORTISE_ADMIN_TOKEN. */
  readonly given: string | undefined;
  readonly isHostReady: boolean;
}

/** Whether what opens the whole host can be guessed. There is no password, and no way in without one of its tokens. */
export function checkAdminToken({ dataDirectory, given, isHostReady }: TokenSurroundings): Diagnosis {
  const fix = 'Unset MORTISE_ADMIN_TOKEN to have one made, or make one: openssl rand -base64 32';
  if (!given) {
    if (existsSync(join(dataDirectory, 'admin.token'))) return green(check, 'admin.token, made at random');
    if (!isHostReady) return green(check, 'made at random at the first start');
    return yellow(check, 'The host that runs was given one that this terminal does not know.', fix);
  }
  if (given.length < shortest) return red(check, `MORTISE_ADMIN_TOKEN has fewer than ${shortest} characters.`, fix);
  if (given.length < longEnough || new Set(given).size < 12)
    return yellow(check, 'MORTISE_ADMIN_TOKEN looks as if it could be guessed.', fix);
  return green(check, 'MORTISE_ADMIN_TOKEN is long enough');
}
