import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

const postgresSettings = ['fsync', 'full_page_writes', 'synchronous_commit'];
/** SQLite's number for a commit that waits for the disk. */
const full = 2;

/** The settings of a database under which something can be lost that was reported as done. */
export async function weakSettings(database: Kysely<Tables>, isEmbedded: boolean): Promise<string[]> {
  if (isEmbedded) {
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(database);
    return Number(rows[0]?.synchronous) >= full ? [] : ['synchronous'];
  }
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings where name in (${sql.join(postgresSettings)}) and setting = 'off' order by name
  `.execute(database);
  return rows.map(({ name }) => name);
}
