import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

const check = 'master key';

/** Whether the key that seals secrets is there. A host starts with a key that fits only, so a running one proves it. */
export async function checkMasterKey(dataDirectory: string, given: string | undefined, isHostReady: boolean): Promise<Diagnosis> {
  const file = join(dataDirectory, 'master.key');
  const key = given || (await readFile(file, 'utf8').catch(() => undefined))?.trim();
  const origin = given ? 'MORTISE_MASTER_KEY' : 'master.key';
  if (key === undefined && existsSync(join(dataDirectory, 'mortise.db'))) {
    return red(
      check,
      'There is a database and no key to its secrets.',
      `Bring back ${file} from a backup, or set MORTISE_MASTER_KEY.`,
    );
  }
  if (key === undefined) return green(check, 'made at the first start');
  if (lengthOf(key) !== 32)
    return red(check, `${origin} is not a key of 32 bytes.`, 'Restore the right one, or make one: openssl rand -base64 32');
  if (isHostReady) return green(check, `${origin} fits the database`);
  return given && existsSync(file)
    ? yellow(check, 'MORTISE_MASTER_KEY wins over master.key; whether it fits shows at the next start.', 'Keep one of the two.')
    : green(check, `${origin} has the right length; whether it fits shows at the next start`);
}

function lengthOf(key: string): number {
  return Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? 'hex' : 'base64url').length;
}
