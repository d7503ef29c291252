import { randomUUID } from 'node:crypto';
import { memoryTokenStore } from './access-tokens.ts';
import type { Action, ActionContext, ActionLog, OutputOf } from './action.ts';
import { withAttempts } from './attempts.ts';
import type { BatchConnector } from './batch-connector.ts';
import { type Connection, defaultHttpClient } from './connection.ts';
import { ConnectionClient, type ExchangeReport } from './connection-client.ts';
import { ReportedError } from './errors/reported-error.ts';
import { execute } from './execute.ts';
import type { Outcome } from './outcome.ts';
import type { SchemaInput } from './schema.ts';
import { newTraceId } from './trace.ts';

export interface RunOptions {
  /** Absent for connectors that need no application: their requests name absolute addresses. */
  readonly connection?: Connection;
  /** Milliseconds for all attempts together. 30,000 by default. */
  readonly timeoutMs?: number;
  /** Attempts in all. 3 by default. */
  readonly maxAttempts?: number;
  readonly signal?: AbortSignal;
  /** The same for every try at the same work; a new one is made where it is absent. */
  readonly idempotencyKey?: string;
  readonly log?: ActionLog;
  readonly onExchange?: (report: ExchangeReport) => void;
}

const silent: ActionLog = { info() {}, warn() {} };

/**
 * Runs an action in this program, without a host, and returns its output.
 * Throws a ReportedError: `invalid_input` before anything is sent, `unexpected_output`, and the codes of what the service did.
 */
export async function run<A extends Action>(
  ActionClass: new () => A,
  input: SchemaInput<A['input']>,
  options: RunOptions = {},
): Promise<OutputOf<A>> {
  const outcome = await runAction(new ActionClass(), input, options);
  switch (outcome.outcome) {
    case 'success':
    case 'route':
      // execute() has checked the output against this very schema.
      return outcome.output as OutputOf<A>;
    case 'page':
      throw new TypeError(`${ActionClass.name} gives pages. Read them with pages().`);
    default:
      throw endedWithout(outcome);
  }
}

/** Runs a batch connector and gives its pages one after the other, as the caller asks for them. */
export async function* pages<A extends BatchConnector>(
  ActionClass: new () => A,
  input: SchemaInput<A['input']>,
  options: RunOptions = {},
): AsyncGenerator<readonly OutputOf<A>[], void, undefined> {
  const action = new ActionClass();
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const outcome = await runAction(action, input, options, cursor);
    if (outcome.outcome !== 'page') throw endedWithout(outcome);
    yield outcome.items as readonly OutputOf<A>[];
    cursor = outcome.cursor;
    if (cursor !== undefined && seen.has(cursor)) {
      throw new TypeError(
        `${action.name} gave the same cursor twice and would never end. Check what its page() returns as cursor.`,
      );
    }
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
}

async function runAction(action: Action, input: unknown, options: RunOptions, cursor?: string): Promise<Outcome> {
  const { timeoutMs = 30_000, maxAttempts = 3, signal, idempotencyKey = randomUUID(), log = silent, onExchange } = options;
  const deadlineAt = performance.now() + timeoutMs;
  const scope = { deadlineAt, signal, onExchange, idempotencyKey, traceId: newTraceId() };
  const client = options.connection?.client ?? anonymousClient();
  const context: ActionContext = {
    settings: options.connection?.settings ?? {},
    idempotencyKey,
    log,
    send: (request, responses) => client.send(request, scope, responses),
    ...(cursor !== undefined && { cursor }),
  };
  const { outcome } = await withAttempts(() => execute(action, input, context), { maxAttempts, deadlineAt, signal });
  return outcome;
}

function anonymousClient(): ConnectionClient {
  return new ConnectionClient({
    http: defaultHttpClient(),
    api: { baseUrl: '', authentication: { kind: 'none' }, headers: {} },
    credentials: {},
    tokenStore: memoryTokenStore(),
  });
}

function endedWithout(outcome: Outcome): Error {
  if ('error' in outcome && outcome.error) return new ReportedError(outcome.error);
  return new ReportedError({
    code: 'no_output',
    title: 'The action ended without an output',
    detail: `It ended with "${outcome.outcome}"${'reason' in outcome && outcome.reason ? `: ${outcome.reason}` : '.'}`,
    do: [],
    retryable: false,
  });
}
