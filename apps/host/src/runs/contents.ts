import { createHash } from 'node:crypto';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Longer contents lie in a table of their own, so that lists of messages stay quick to read. */
const longestInRow = 256 * 1024;
/** No JSON begins like this. */
const reference = 'blob:';

type Place = { readonly tenant: string; readonly run: string };

/** Puts values into rows and takes them out again. */
export class Contents {
  /** The value as a column holds it; large ones are stored first. */
  async put(transaction: Transaction<Tables>, { tenant, run }: Place, value: unknown): Promise<string> {
    const content = JSON.stringify(value ?? null);
    if (content.length <= longestInRow) return content;
    const id = createHash('sha256').update(`${run}\0${content}`).digest('base64url');
    await transaction
      .insertInto('blobs')
      .values({ tenant, id, run, content })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    return `${reference}${id}`;
  }

  /** Whether a column holds the name of contents that lie apart. */
  isApart(column: string): boolean {
    return column.startsWith(reference);
  }

  /** For a query over messages: how many bytes a column stands for. */
  sizeOf(column: string): RawBuilder<number> {
    const id = sql`SUBSTR(${sql.ref(column)}, ${sql.lit(reference.length + 1)})`;
    const apart = sql`SELECT OCTET_LENGTH(content) FROM blobs WHERE blobs.tenant = messages.tenant AND blobs.id = ${id}`;
    return sql<number>`COALESCE((${apart}), OCTET_LENGTH(${sql.ref(column)}))`;
  }

  async get(database: Kysely<Tables>, tenant: string, column: string): Promise<unknown> {
    if (!this.isApart(column)) return JSON.parse(column);
    const row = await database
      .selectFrom('blobs')
      .select('content')
      .where('tenant', '=', tenant)
      .where('id', '=', column.slice(reference.length))
      .executeTakeFirstOrThrow();
    return JSON.parse(row.content);
  }
}
