import { hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/**
 * The id of the key that sealed the secrets of an embedded database; `undefined` where nothing was sealed yet. Only reads:
 * without a journal the file is opened as one that nobody changes, so that SQLite puts no files beside it.
 */
export function sealedWith(path: string): string | undefined {
  const url = pathToFileURL(path);
  if (!existsSync(`${path}-wal`)) url.searchParams.set('immutable', '1');
  const database = new DatabaseSync(url, { readOnly: true });
  try {
    const table = database.prepare("select 1 from sqlite_master where name = 'host_facts'").get();
    const canary = table && database.prepare("select value from host_facts where name = 'canary'").get();
    return canary === undefined ? undefined : String(canary['value']).split('.')[1];
  } finally {
    database.close();
  }
}

/** The id that the host writes into what it seals with a key. */
export function keyIdOf(key: Buffer): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'mortise key id v1', 6)).toString('base64url');
}
