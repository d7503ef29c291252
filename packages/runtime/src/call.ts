import type {
  ConnectionLimits,
  Credentials,
  ExchangeRecord,
  ExchangeReport,
  Outcome,
  SharedTokenStore,
  TokenStore,
} from '@mortise/sdk';
import type { LogLevel } from './runners/runner.ts';
import type { WebhookTask } from './runners/webhook-task.ts';

/** One account of an application, as the host keeps it. */
export interface ConnectionRecord {
  readonly id: string;
  /** Whose account it is; without it, it is tested and opened through installed plugins only. */
  readonly tenant?: string;
  /** Differs whenever settings or credentials differ; a refreshed token does not count. */
  readonly revision: string;
  readonly application: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
  /** Settings that are secret: no plugin is given them, and they are taken out of texts that are shown. */
  readonly secrets?: readonly string[];
  readonly tokenStore: TokenStore | SharedTokenStore;
  /** What its user allows beside the limits of the application. A change holds at once, under the same revision. */
  readonly limits?: ConnectionLimits | undefined;
}

export interface Call {
  /** Id of the action, `<application>.<name>`. */
  readonly action: string;
  /** Exact version of the plugin; the newest by default. */
  readonly version?: string | undefined;
  readonly input: unknown;
  readonly connection?: ConnectionRecord | undefined;
  readonly cursor?: string | undefined;
  /** What a webhook shall do, which cannot be called otherwise. */
  readonly task?: WebhookTask | undefined;
  /** Milliseconds for all attempts together. 30,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds that a request waits for the budget of its account at most. As long as the call may take by default. */
  readonly budgetPatienceMs?: number | undefined;
  /** Attempts in all. 3 by default. */
  readonly maxAttempts?: number | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Who the call is made for; absent where there is only one. */
  readonly tenant?: string | undefined;
  /** W3C trace id of the caller. */
  readonly traceId?: string | undefined;
  /** Told of each request that was sent, with what was sent and received. */
  readonly onRecord?: ((record: ExchangeRecord) => void) | undefined;
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
  /** The part of it in which its requests waited for the budget of the account. */
  readonly budgetWaitMs: number;
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
