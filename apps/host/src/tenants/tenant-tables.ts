import type { Tables } from '../database/tables.ts';

/** What outlasts a tenant: what was done stays known, and tokens that a service does not have back yet are owed to it. */
export const keptTables = ['audit_entries', 'revocations'] as const;

/** The tables with rows that belong to somebody. */
type TenantTable = Exclude<
  { [Name in keyof Tables]: Tables[Name] extends { readonly tenant: string } ? Name : never }[keyof Tables],
  (typeof keptTables)[number]
>;

/** The compiler asks for each of them, so that none is left out when a tenant goes. */
const listed: Readonly<Record<TenantTable, true>> = {
  access_tokens: true,
  batches: true,
  blobs: true,
  connections: true,
  followed_processes: true,
  jobs: true,
  messages: true,
  oauth_clients: true,
  orchesty_installs: true,
  process_versions: true,
  processes: true,
  queue: true,
  run_keys: true,
  runs: true,
  services: true,
  sessions: true,
  sign_ins: true,
  triggers: true,
  webhook_deliveries: true,
  webhook_events: true,
  webhooks: true,
};

export const tenantTables: readonly string[] = Object.keys(listed);
