import type { Credentials, ExchangeReport, Outcome, TokenStore } from '@mortise/sdk';
import type { LogLevel } from './runners/runner.ts';

/** One account of an application, as the host keeps it. */
export interface ConnectionRecord {
  readonly id: string;
  /** Differs whenever settings or credentials differ; a refreshed token does not count. */
  readonly revision: string;
  readonly application: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
  /** Settings that are secret: no plugin is given them, and they are taken out of texts that are shown. */
  readonly secrets?: readonly string[];
  readonly tokenStore: TokenStore;
}

export interface Call {
  /** Id of the action, `<application>.<name>`. */
  readonly action: string;
  /** Exact version of the plugin; the newest by default. */
  readonly version?: string | undefined;
  readonly input: unknown;
  readonly connection?: ConnectionRecord | undefined;
  readonly cursor?: string | undefined;
  /** Milliseconds for all attempts together. 30,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Attempts in all. 3 by default. */
  readonly maxAttempts?: number | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Who the call is made for; absent where there is only one. */
  readonly tenant?: string | undefined;
  /** W3C trace id of the caller. */
  readonly traceId?: string | undefined;
}

export interface CallResult {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly durationMs: number;
}

/** One call as logs and metrics see it. Holds no input, no output and no credential. */
export interface CallReport {
  readonly action: string;
  readonly application: string;
  readonly plugin: string;
  readonly version: string;
  readonly connection?: string | undefined;
  readonly tenant?: string | undefined;
  readonly outcome: Outcome['outcome'];
  /** Code of the error, where it ended with one. */
  readonly error?: string | undefined;
  /** Status class of the last answer, for example `2xx`; absent where none arrived. */
  readonly statusClass?: string | undefined;
  readonly attempts: number;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly traceId: string;
}

export type ActionFacts = Pick<CallReport, 'action' | 'application' | 'plugin' | 'version' | 'connection' | 'tenant' | 'traceId'>;

/** What the runtime tells while it works. */
export interface RuntimeObserver {
  onCall?(report: CallReport): void;
  onExchange?(report: ExchangeReport & ActionFacts): void;
  onLog?(facts: ActionFacts, level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}
