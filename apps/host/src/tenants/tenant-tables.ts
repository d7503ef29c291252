import type { Tables } from '../database/tables.ts';

/** What was done stays known, also what was done by a tenant that is gone. */
export const auditTable = 'audit_entries';

/** The tables with rows that belong to somebody. */
type TenantTable = Exclude<
  { [Name in keyof Tables]: Tables[Name] extends { readonly tenant: string } ? Name : never }[keyof Tables],
  typeof auditTable
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
  revocations: true,
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
