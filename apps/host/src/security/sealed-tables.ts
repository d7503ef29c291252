import { type SqlBool, sql } from 'kysely';
import type { Database, Tables } from '../database/tables.ts';
import { webhookPlace } from '../webhooks/webhook-seal.ts';
import type { DataKeys } from './data-keys.ts';
import type { KeyContext } from './key-management.ts';

const rowsAtOnce = 100;

/** Stands for the connection in the place of an OAuth client, which belongs to all connections of its application. */
export const clientPlace = 'client';

/** A table whose rows have a data key each. A table that is missing here is left behind by a rotation. */
interface SealedTable {
  readonly table: keyof Tables;
  /** What a report calls one of its rows. */
  readonly kind: string;
  /** What tells its rows apart within a tenant. */
  readonly key: 'id' | 'application';
  /** What the data key is bound to besides the tenant, as columns or as a text that stands for one. */
  readonly application: { readonly column: 'application' } | { readonly text: string };
  readonly id: { readonly column: 'id' } | { readonly text: string };
}

export const sealedTables: readonly SealedTable[] = [
  { table: 'connections', kind: 'connection', key: 'id', application: { column: 'application' }, id: { column: 'id' } },
  {
    table: 'oauth_clients',
    kind: 'client',
    key: 'application',
    application: { column: 'application' },
    id: { text: clientPlace },
  },
  { table: 'orchesty_installs', kind: 'install', key: 'id', application: { column: 'application' }, id: { column: 'id' } },
  { table: 'revocations', kind: 'revocation', key: 'id', application: { column: 'application' }, id: { column: 'id' } },
  { table: 'webhooks', kind: 'webhook', key: 'id', application: { text: webhookPlace }, id: { column: 'id' } },
];

/** A row that has to be rewrapped. */
export interface WrappedRow {
  /** `<kind>:<key>` */
  readonly name: string;
  readonly place: KeyContext;
  readonly record: string;
  /** Says whether the record was still the one that was read. */
  replace(record: string): Promise<boolean>;
}

interface Selected extends KeyContext {
  readonly key: string;
  readonly record: string;
}

/** The rows of all tenants whose data key is not under the current master key. What cannot be rewrapped comes only once. */
export async function* outdatedRows(database: Database, { currentPrefix }: DataKeys): AsyncGenerator<WrappedRow> {
  for (const sealed of sealedTables) {
    let page = await outdatedPage(database, sealed, currentPrefix, undefined);
    while (page.length > 0) {
      for (const row of page) yield toWrappedRow(database, sealed, row);
      page = await outdatedPage(database, sealed, currentPrefix, page.at(-1));
    }
  }
}

/** How many rows are under a master key that is not at hand. */
export async function countUnreadable(database: Database, { readablePrefixes }: DataKeys): Promise<number> {
  const conditions = readablePrefixes.map(isNotUnder);
  const counts = await Promise.all(
    sealedTables.map(async ({ table }) => {
      const { rows } = await sql<{ count: number | string }>`
        select count(*) as count from ${sql.table(table)} where ${sql.join(conditions, sql` and `)}`.execute(database);
      return Number(rows[0]?.count);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function outdatedPage(
  database: Database,
  { table, key: keyColumn, application, id }: SealedTable,
  prefix: string,
  after: Selected | undefined,
): Promise<readonly Selected[]> {
  const key = sql.ref(keyColumn);
  const isAfter = after
    ? sql<SqlBool>`(tenant > ${after.tenant} or (tenant = ${after.tenant} and ${key} > ${after.key}))`
    : sql<SqlBool>`1 = 1`;
  const { rows } = await sql<Selected>`
    select tenant, ${key} as key, ${termOf(application)} as application, ${termOf(id)} as id, data_key as record
    from ${sql.table(table)} where ${isNotUnder(prefix)} and ${isAfter}
    order by tenant, ${key} limit ${sql.lit(rowsAtOnce)}`.execute(database);
  return rows;
}

function toWrappedRow(database: Database, { table, kind, key: keyColumn }: SealedTable, row: Selected): WrappedRow {
  const { tenant, application, id, key, record } = row;
  return {
    name: `${kind}:${key}`,
    place: { tenant, application, id },
    record,
    async replace(rewrapped) {
      const { numAffectedRows = 0n } = await sql`
        update ${sql.table(table)} set data_key = ${rewrapped}
        where tenant = ${tenant} and ${sql.ref(keyColumn)} = ${key} and data_key = ${record}`.execute(database);
      return numAffectedRows > 0n;
    },
  };
}

function termOf(place: SealedTable['application'] | SealedTable['id']) {
  return 'column' in place ? sql.ref(place.column) : sql.lit(place.text);
}

function isNotUnder(prefix: string) {
  return sql<SqlBool>`substr(data_key, 1, ${sql.lit(prefix.length)}) <> ${prefix}`;
}
