import type { Kysely } from 'kysely';

/** Dates are ISO 8601 text and structured values JSON text, so that both engines hold the same rows. */
export interface Tables {
  readonly host_facts: HostFactsTable;
  readonly connections: ConnectionsTable;
}

export interface HostFactsTable {
  readonly name: string;
  readonly value: string;
}

export interface ConnectionsTable {
  readonly tenant: string;
  readonly id: string;
  readonly application: string;
  readonly name: string;
  /** JSON object of the application's own settings, without secrets. */
  readonly settings: string;
  /** JSON object of what the login needs, without secrets. */
  readonly credentials: string;
  /** JSON object of sealed texts by field: the secrets of both. */
  readonly secrets: string;
  /** Sealed OAuth tokens; they belong to this revision alone. */
  readonly tokens: string | null;
  /** Counts the changes of settings and secrets. */
  readonly revision: number;
  /** JSON of the last test. */
  readonly test: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export type Database = Kysely<Tables>;
