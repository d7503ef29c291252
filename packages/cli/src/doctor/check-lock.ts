import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Diagnosis, red, yellow } from './diagnosis.ts';

const check = 'data in use';

/** Whether a host process that is not the one we talk to keeps the data directory to itself: no other could start there. */
export function checkLock(directory: string, host: { readonly isReady: boolean; readonly isNamed: boolean }): Diagnosis[] {
  if ((host.isReady && !host.isNamed) || !isLocked(join(directory, 'host.lock'))) return [];
  const fix = 'Stop that process, or set MORTISE_DATA_DIR to a folder of its own.';
  return host.isNamed
    ? [yellow(check, `A host runs on ${directory}; it may be another one than that of --host.`, fix)]
    : [red(check, `A host process uses ${directory}, and no host that is ready answers here.`, fix)];
}

/** The host locks the file as long as its process lives. Reading it is refused then, and changes nothing otherwise. */
function isLocked(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    const file = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    try {
      file.prepare('select count(*) from sqlite_master').get();
      return false;
    } finally {
      file.close();
    }
  } catch (error) {
    return error instanceof Error && error.message.includes('locked');
  }
}
