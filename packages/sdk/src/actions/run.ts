import { randomUUID } from 'node:crypto';
import { anonymousClient, type Connection } from '../connection/connection.ts';
import type { ExchangeReport } from '../connection/exchange-report.ts';
import { ReportedError } from '../errors/reported-error.ts';
import { newTraceId } from '../http/trace.ts';
import type { Schema } from '../schema/schema.ts';
import type { Action, ActionLog } from './action.ts';
import { withAttempts } from './attempts.ts';
import type { BatchConnector } from './batch-connector.ts';
import { type ActionWith, execute } from './execute.ts';
import { instanceOf } from './instances.ts';
import type { Outcome } from './outcome.ts';
import { RunContext } from './run-context.ts';

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

/** An action class by what it takes and gives. */
export type ActionClass<Input, Output, Kind extends Action = Action> = new () => Kind & {
  readonly input: Schema<Input, unknown>;
  readonly output: Schema<unknown, Output>;
};

/**
 * Runs an action in this program, without a host, and returns its output.
 * Throws a ReportedError: `invalid_input` before anything is sent, `unexpected_output`, and the codes of what the service did.
 */
export async function run<Input, Output>(
  RunClass: ActionClass<Input, Output>,
  input: NoInfer<Input>,
  options: RunOptions = {},
): Promise<Output> {
  const outcome = await runAction(instanceOf(RunClass), input, options);
  switch (outcome.outcome) {
    case 'success':
    case 'route':
      return outcome.output;
    case 'page':
      throw new TypeError(`${RunClass.name} gives pages. Read them with pages().`);
    default:
      throw endedWithout(outcome);
  }
}

/** Runs a batch connector and gives its pages one after the other, as the caller asks for them. */
export async function* pages<Input, Output>(
  RunClass: ActionClass<Input, Output, BatchConnector>,
  input: NoInfer<Input>,
  options: RunOptions = {},
): AsyncGenerator<readonly Output[], void, undefined> {
  const action = instanceOf(RunClass);
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const outcome = await runAction(action, input, options, cursor);
    if (outcome.outcome !== 'page') throw endedWithout(outcome);
    yield outcome.items;
    cursor = outcome.cursor;
    if (cursor !== undefined && seen.has(cursor)) {
      throw new TypeError(
        `${action.name} gave the same cursor twice and would never end. Check what its page() returns as cursor.`,
      );
    }
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
}

async function runAction<Output>(
  action: ActionWith<Output>,
  input: unknown,
  options: RunOptions,
  cursor?: string,
): Promise<Outcome<Output>> {
  const { timeoutMs = 30_000, maxAttempts = 3, signal, idempotencyKey = randomUUID(), log = silent, onExchange } = options;
  const deadlineAt = performance.now() + timeoutMs;
  const scope = { deadlineAt, signal, onExchange, idempotencyKey, traceId: newTraceId() };
  const client = options.connection?.client ?? anonymousClient();
  const context = new RunContext({ ...scope, settings: options.connection?.settings ?? {}, cursor }, log, (request, responses) =>
    client.send(request, scope, responses),
  );
  const { outcome } = await withAttempts(() => execute(action, input, context), { maxAttempts, deadlineAt, signal });
  return outcome;
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
