import { randomUUID } from 'node:crypto';
import { anonymousClient, type Connection } from '../connection/connection.ts';
import type { ExchangeReport } from '../connection/exchange-report.ts';
import { ReportedError } from '../errors/reported-error.ts';
import type { FileStore } from '../files/file-store.ts';
import { readStoredFile } from '../files/read-file.ts';
import { temporaryFiles } from '../files/temporary-files.ts';
import { newTraceId } from '../http/trace.ts';
import { EndlessPages } from '../pagination/endless-pages.ts';
import type { Schema } from '../schema/schema.ts';
import type { Action, ActionContext, ActionLog } from './action.ts';
import { withAttempts } from './attempts.ts';
import { type ActionWith, execute } from './execute.ts';
import { instanceOf } from './instances.ts';
import type { Outcome } from './outcome.ts';
import { partOf } from './part-context.ts';
import { RunContext, type RunPowers } from './run-context.ts';

export interface RunOptions {
  /** Absent for connectors that need no application: their requests name absolute addresses. */
  readonly connection?: Connection;
  /** The context of an action that does this as a part of its own work: same connection, deadline and log, no attempts of its own. */
  readonly within?: ActionContext;
  /** Milliseconds for all attempts together. 30,000 by default. */
  readonly timeoutMs?: number;
  /** Attempts in all. 3 by default. */
  readonly maxAttempts?: number;
  readonly signal?: AbortSignal;
  /** The same for every try at the same work; a new one is made where it is absent. */
  readonly idempotencyKey?: string;
  readonly log?: ActionLog;
  readonly onExchange?: (report: ExchangeReport) => void;
  /** Where downloads are kept. By default a folder of this program among the temporary files, which is not cleared. */
  readonly files?: FileStore;
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

export interface PagesOptions extends RunOptions {
  /** Pages to read before the list is taken for one that does not end. 10,000 by default. */
  readonly maxPages?: number;
}

/**
 * Runs a batch connector and gives its pages one after the other, as the caller asks for them. Throws what {@link run} throws, and
 * a PaginationError where the same cursor or the same page comes again, or after `maxPages`.
 */
export async function* pages<Input, Output>(
  RunClass: ActionClass<Input, Output, Action & { readonly kind: 'batch' }>,
  input: NoInfer<Input>,
  options: PagesOptions = {},
): AsyncGenerator<readonly Output[], void, undefined> {
  const action = instanceOf(RunClass);
  const endless = new EndlessPages(action.name, options.maxPages ?? 10_000);
  let cursor: string | undefined;
  do {
    const outcome = await runAction(action, input, options, cursor);
    if (outcome.outcome !== 'page') throw endedWithout(outcome);
    endless.checkItems(outcome.items);
    yield outcome.items;
    cursor = outcome.cursor;
    endless.checkCursor(cursor);
  } while (cursor !== undefined);
}

/**
 * Runs an action in this program and tells how it ended, where {@link run} would throw. `cursor` is where a batch or a poll goes on.
 */
export async function runAction<Output>(
  action: ActionWith<Output>,
  input: unknown,
  options: RunOptions,
  cursor?: string,
): Promise<Outcome<Output>> {
  const { within } = options;
  if (within) return execute(action, input, partOf(within, cursor));
  const { timeoutMs = 30_000, maxAttempts = 3, signal, idempotencyKey = randomUUID(), log = silent, onExchange } = options;
  const deadlineAt = performance.now() + timeoutMs;
  const scope = { deadlineAt, signal, onExchange, idempotencyKey, traceId: newTraceId() };
  const client = options.connection?.client ?? anonymousClient();
  const facts = { ...scope, settings: options.connection?.settings ?? {}, cursor };
  const files = () => options.files ?? temporaryFiles();
  const powers: RunPowers = {
    send: (request, responses) => client.send(request, scope, responses),
    download: async (request, how) => client.download(request, scope, { ...how, to: await files() }),
    readFile: async ({ id }, how) => readStoredFile(await files(), id, how),
  };
  const attempt = () => execute(action, input, new RunContext(facts, log, powers));
  const { outcome } = await withAttempts(attempt, { maxAttempts, deadlineAt, signal });
  // What a connector quotes from a body, as from a SOAP fault, may hold secrets that only the connection knows.
  if (!('error' in outcome) || !outcome.error) return outcome;
  return { ...outcome, error: { ...outcome.error, detail: client.redact(outcome.error.detail) } };
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
