import type { Generated, Kysely } from 'kysely';
import type { RateBudgetsTable } from '../limits/budget-tables.ts';
import type { ServicesTable } from '../services/service-tables.ts';
import type {
  BatchesTable,
  BlobsTable,
  JobsTable,
  MessagesTable,
  ProcessesTable,
  ProcessVersionsTable,
  QueueTable,
  RunKeysTable,
  RunsTable,
} from './run-tables.ts';
import type {
  FollowedProcessesTable,
  TriggersTable,
  WebhookDeliveriesTable,
  WebhookEventsTable,
  WebhooksTable,
} from './trigger-tables.ts';

/** Dates are ISO 8601 text and structured values JSON text, so that both engines hold the same rows. */
export interface Tables {
  readonly host_facts: HostFactsTable;
  readonly connections: ConnectionsTable;
  readonly revocations: RevocationsTable;
  readonly sign_ins: SignInsTable;
  readonly oauth_clients: OAuthClientsTable;
  readonly tenants: TenantsTable;
  readonly access_tokens: AccessTokensTable;
  readonly sessions: SessionsTable;
  readonly audit_entries: AuditEntriesTable;
  readonly processes: ProcessesTable;
  readonly process_versions: ProcessVersionsTable;
  readonly runs: RunsTable;
  readonly run_keys: RunKeysTable;
  readonly messages: MessagesTable;
  readonly batches: BatchesTable;
  readonly blobs: BlobsTable;
  readonly jobs: JobsTable;
  readonly rate_budgets: RateBudgetsTable;
  readonly triggers: TriggersTable;
  readonly followed_processes: FollowedProcessesTable;
  readonly webhooks: WebhooksTable;
  readonly services: ServicesTable;
  readonly webhook_deliveries: WebhookDeliveriesTable;
  readonly webhook_events: WebhookEventsTable;
  readonly orchesty_installs: OrchestyInstallsTable;
  readonly queue: Omit<QueueTable, 'number'> & { readonly number: Generated<number> };
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
  /** The key that seals this row's secrets and tokens, itself sealed with the master key. */
  readonly data_key: string;
  /** JSON object of the application's own settings, without secrets. */
  readonly settings: string;
  /** JSON object of what the login needs, without secrets. */
  readonly credentials: string;
  /** JSON object of sealed texts by field: the secrets of both. */
  readonly secrets: string;
  /** Sealed OAuth tokens; they belong to this revision alone. */
  readonly tokens: string | null;
  /** Counts the tokens that were stored. */
  readonly token_version: number;
  readonly token_expires_at: string | null;
  /** What the user granted, as the OAuth server told it. */
  readonly granted_scope: string | null;
  /** The host that renews the tokens at this moment, until when, and how many leases there were. */
  readonly lease_holder: string | null;
  readonly lease_until: string | null;
  readonly lease_fence: number;
  /** Why nobody can call through it until somebody signs in again. */
  readonly sign_in_needed: string | null;
  readonly last_success_at: string | null;
  /** Counts the changes of settings and secrets. */
  readonly revision: number;
  /** JSON of what its user allows, beside the limits of its application. */
  readonly limits: string | null;
  /** JSON of what its application says about its login; null until it could be asked. */
  readonly login: string | null;
  /** When somebody signed in in a browser, the last time. */
  readonly signed_in_at: string | null;
  /** JSON of the last test. */
  readonly test: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Tokens out of use that their service does not have back yet. */
export interface RevocationsTable {
  readonly tenant: string;
  /** Of the connection that they were for, with the version of its tokens. */
  readonly id: string;
  readonly token_version: number;
  readonly application: string;
  readonly data_key: string;
  /** JSON of the connection's row, as it was. */
  readonly connection: string;
  readonly attempts: number;
  readonly due_at: string;
}

/** A sign-in under way in somebody's browser. Its secrets are kept as hashes, and its verifier sealed. */
export interface SignInsTable {
  readonly id: string;
  readonly tenant: string;
  readonly connection: string;
  readonly application: string;
  /** Of the connection; the sign-in is void once it changes. */
  readonly revision: number;
  /** Of the link that begins it; gone once it was opened. */
  readonly ticket_hash: string | null;
  readonly state_hash: string | null;
  /** Of the cookie of the browser that opened the link. */
  readonly browser_hash: string | null;
  /** The session of the web app that asked for it, where one did: nobody else may open the link. */
  readonly session_hash: string | null;
  readonly actor: string;
  /** Sealed: what the tokens are asked for with; null until the link was opened. */
  readonly verifier: string | null;
  readonly redirect_uri: string;
  readonly expires_at: string;
}

/** The client under which this host is registered at a service, for all connections that bring none of their own. */
export interface OAuthClientsTable {
  readonly tenant: string;
  readonly application: string;
  readonly client_id: string;
  readonly data_key: string;
  /** Sealed with the data key; null for a public client. */
  readonly client_secret: string | null;
  readonly updated_at: string;
}

export interface TenantsTable {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
}

export interface AccessTokensTable {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** SHA-256 of the token; the token itself is shown once. */
  readonly hash: string;
  readonly role: string;
  /** JSON list of the scopes; null for all that the role allows. */
  readonly scopes: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

export interface SessionsTable {
  /** Of the cookie, keyed with the host's own token. */
  readonly hash: string;
  readonly tenant: string;
  readonly role: string;
  readonly actor: string;
  /** The access token that it was begun with, and ends with; null for the administrator's. */
  readonly access_token: string | null;
  readonly created_at: string;
  readonly expires_at: string;
}

/** Who did what, and to what. */
export interface AuditEntriesTable {
  /** Sorts by time. */
  readonly id: string;
  readonly tenant: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  /** JSON object of what is worth knowing besides, without secrets. */
  readonly detail: string;
  readonly correlation_id: string | null;
}

/** An application that an Orchesty platform has installed for one of its users: the connection of that name, once it is filled in. */
export interface OrchestyInstallsTable {
  readonly tenant: string;
  readonly id: string;
  readonly application: string;
  /** The platform's user, and the name of the connection. */
  readonly name: string;
  /** 1 where it may be called. */
  readonly enabled: number;
  readonly data_key: string;
  /** Sealed: what is filled in so far, while there is no connection. */
  readonly draft: string;
  /** Counts its changes. */
  readonly revision: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export type Database = Kysely<Tables>;
