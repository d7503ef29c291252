import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

type Column = 'tenant' | 'budget';

/** What the entries of a state have in a column, each once and in order. An index is skipped through, not read. */
export async function distinctValues(database: Kysely<Tables>, column: Column, state: string): Promise<string[]> {
  const [value, found] = [sql.ref(`queue.${column}`), sql.ref(`found.${column}`)];
  const { rows } = await sql<Record<Column, string>>`
    WITH RECURSIVE found (${sql.ref(column)}) AS (
      SELECT min(${value}) FROM queue WHERE queue.state = ${sql.lit(state)}
      UNION ALL
      SELECT (SELECT min(${value}) FROM queue WHERE queue.state = ${sql.lit(state)} AND ${value} > ${found})
      FROM found WHERE ${found} IS NOT NULL
    )
    SELECT ${sql.ref(column)} FROM found WHERE ${sql.ref(column)} IS NOT NULL
  `.execute(database);
  return rows.map((row) => row[column]);
}
