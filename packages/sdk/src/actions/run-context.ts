import { abortedAt, type Patience } from '../http/deadline.ts';
import type { ActionContext, ActionLog } from './action.ts';

/** What is known of a run before it begins. */
export interface RunFacts extends Patience {
  readonly settings: ActionContext['settings'];
  readonly idempotencyKey: string;
  readonly cursor?: string | undefined;
}

/** The context of an action that runs in this process. Its signal is made when it is looked at, which few actions do. */
export class RunContext implements ActionContext {
  readonly settings: ActionContext['settings'];
  readonly idempotencyKey: string;
  readonly log: ActionLog;
  readonly cursor?: string;
  /** Actions take it out of the context, so it must not need its owner. */
  readonly send: ActionContext['send'];
  readonly #patience: Patience;
  #signal: AbortSignal | undefined;

  constructor(facts: RunFacts, log: ActionLog, send: ActionContext['send']) {
    this.settings = facts.settings;
    this.idempotencyKey = facts.idempotencyKey;
    if (facts.cursor !== undefined) this.cursor = facts.cursor;
    this.log = log;
    this.send = send;
    this.#patience = facts;
  }

  get signal(): AbortSignal {
    this.#signal ??= abortedAt(this.#patience.deadlineAt, this.#patience.signal);
    return this.#signal;
  }
}
