import type { ActionContext, ActionLog } from './action.ts';
import type { CallScope, ConnectionClient } from './connection-client.ts';
import { abortedAt } from './deadline.ts';

/** What an action is given by {@link run}. */
export class RunContext implements ActionContext {
  readonly settings: ActionContext['settings'];
  readonly idempotencyKey: string;
  readonly log: ActionLog;
  readonly cursor?: string;
  readonly send: ActionContext['send'];
  readonly #scope: CallScope;
  #signal: AbortSignal | undefined;

  constructor(
    settings: ActionContext['settings'],
    log: ActionLog,
    cursor: string | undefined,
    client: ConnectionClient,
    scope: CallScope,
  ) {
    this.settings = settings;
    this.idempotencyKey = scope.idempotencyKey;
    this.log = log;
    if (cursor !== undefined) this.cursor = cursor;
    // Actions take it out of the context, so it must not need its owner.
    this.send = (request, responses) => client.send(request, scope, responses);
    this.#scope = scope;
  }

  /** Few actions look at it, and a timer for each call is not free. */
  get signal(): AbortSignal {
    this.#signal ??= abortedAt(this.#scope.deadlineAt, this.#scope.signal);
    return this.#signal;
  }
}
