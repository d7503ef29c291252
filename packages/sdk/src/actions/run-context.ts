import { abortedAt, type Patience } from '../http/deadline.ts';
import type { ActionContext, ActionLog } from './action.ts';

/** What is known of a run before it begins. */
export interface RunFacts extends Patience {
  readonly settings: ActionContext['settings'];
  readonly idempotencyKey: string;
  readonly cursor?: string | undefined;
}

/** What a running action may ask for. */
export type RunPowers = Pick<ActionContext, 'send' | 'download' | 'readFile'>;

/** The context of an action that runs in this process. Its signal is made when it is looked at, which few actions do. */
export class RunContext implements ActionContext {
  readonly settings: ActionContext['settings'];
  readonly idempotencyKey: string;
  readonly log: ActionLog;
  readonly cursor?: string;
  /** Actions take these out of the context, so they must not need their owner. */
  readonly send: ActionContext['send'];
  readonly download: ActionContext['download'];
  readonly readFile: ActionContext['readFile'];
  readonly #patience: Patience;
  #signal: AbortSignal | undefined;

  constructor(facts: RunFacts, log: ActionLog, { send, download, readFile }: RunPowers) {
    this.settings = facts.settings;
    this.idempotencyKey = facts.idempotencyKey;
    if (facts.cursor !== undefined) this.cursor = facts.cursor;
    this.log = log;
    this.send = send;
    this.download = download;
    this.readFile = readFile;
    this.#patience = facts;
  }

  get signal(): AbortSignal {
    this.#signal ??= abortedAt(this.#patience.deadlineAt, this.#patience.signal);
    return this.#signal;
  }
}
