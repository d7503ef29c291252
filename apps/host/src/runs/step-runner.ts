import { ActionNotFoundError, type Runtime } from '@mortise/runtime';
import { isMortiseError, type Outcome, type RateBudget, type RateBudgets } from '@mortise/sdk';
import type { OpenConnections } from '../connections/open-connections.ts';
import { AccountCalls } from '../limits/account-calls.ts';
import type { HostLog } from '../observability/host-log.ts';
import type { ActionStep, Edge, RetryPolicy } from '../processes/process-document.ts';
import { hashOf } from '../security/hash.ts';
import { Exchanges } from './exchanges.ts';
import type { Surroundings } from './hop-reader.ts';
import type { Mapping, Scope } from './mapping.ts';
import {
  type Attempt,
  attemptsOf,
  cursorOf,
  type Follower,
  followerId,
  type Hop,
  type HopResult,
  idempotencyKeyOf,
  type Kept,
  trailOf,
  versionOf,
} from './message.ts';
import { nextTry } from './retry-delay.ts';
import { lastingAfterMs, shareOf } from './workplaces.ts';

const faultPolicy: RetryPolicy = {
  attempts: 5,
  firstDelaySeconds: 1,
  longestDelaySeconds: 60,
  givenUpAfterSeconds: 86_400,
};

/** A message that waits for a budget gives its place to others; only short waits are not worth that. */
const budgetPatienceMs = 250;
/** In characters. What is longer is hashed: an index has no room for it. */
const longestKey = 200;
/** Where an action waits for a budget and does not know for how long. */
const unknownWaitMs = 1000;
const longestMissingWaitMs = 60_000;
/** Whoever waits for a sign-in is told of it; that it may have been missed is all that this is for. */
const signInCheckMs = 300_000;

type Ending = Pick<HopResult, 'outcome' | 'input' | 'opens'> & { readonly as: string; readonly error?: Attempt['error'] };

/** Nothing came of them, and that was not for the action to decide. */
const uncounted = ['limit', 'sign-in', 'offline', 'interrupted'];

/** One that is failed, or that waits for another attempt. */
type Faulty = Ending & { readonly outcome: Extract<HopResult['outcome'], { state: 'failed' | 'waiting' }> };

export interface StepRunnerOptions {
  readonly runtime: Pick<Runtime, 'call'>;
  readonly connections: Pick<OpenConnections, 'find' | 'needsSignIn'>;
  readonly mapping: Mapping;
  readonly budgets: Pick<RateBudgets, 'open'>;
  readonly log: Pick<HostLog, 'fault'>;
  /** Messages that the engine works on at once. */
  readonly concurrency: number;
  /** Other hosts take messages of the same database, and may have other plugins. */
  readonly isShared: boolean;
}

/** Works on one message: runs its step, and says what follows. Writes nothing. */
export class StepRunner {
  readonly #runtime: StepRunnerOptions['runtime'];
  readonly #connections: StepRunnerOptions['connections'];
  readonly #mapping: Mapping;
  readonly #budgets: StepRunnerOptions['budgets'];
  readonly #log: StepRunnerOptions['log'];
  readonly #calls: AccountCalls;
  readonly #isShared: boolean;

  constructor({ runtime, connections, mapping, budgets, log, concurrency, isShared }: StepRunnerOptions) {
    this.#runtime = runtime;
    this.#connections = connections;
    this.#mapping = mapping;
    this.#budgets = budgets;
    this.#log = log;
    this.#calls = new AccountCalls(shareOf(concurrency), lastingAfterMs);
    this.#isShared = isShared;
  }

  /** What cannot be made ready for it is a fault of the host like any other. */
  async work(hop: Hop, prepare: () => Promise<Surroundings>): Promise<HopResult> {
    const startedAt = new Date();
    const started = performance.now();
    const exchanges = new Exchanges();
    const ending = prepare().then((surroundings) => this.#end(hop, surroundings, exchanges));
    const { as, error, ...rest } = await ending.catch((thrown: unknown) => this.#failedWith(thrown, hop));
    const attempt: Attempt = {
      at: startedAt.toISOString(),
      durationMs: Math.round((performance.now() - started) * 100) / 100,
      outcome: as,
      counted: attemptsOf(hop.message) + (uncounted.includes(as) ? 0 : 1),
      ...(error && { error }),
      ...(exchanges.kept.length > 0 && { exchanges: exchanges.kept }),
    };
    return { hop, attempt, ...rest };
  }

  async #end(hop: Hop, surroundings: Surroundings, exchanges: Exchanges): Promise<Ending> {
    const step = surroundings.process.step(hop.message.step);
    if (!step) return failed('step_missing', `The process has no step "${hop.message.step}" any more.`);
    const scope = this.#scope(hop, surroundings, surroundings.data);
    const { tenant } = hop.run;
    switch (step.kind) {
      case 'start':
      case 'schedule':
      case 'webhook':
      case 'poll':
      case 'route':
        return this.#goOn(hop, surroundings, surroundings.data, step.kind === 'route' && step.takes === 'first');
      case 'transform':
        return this.#goOn(hop, surroundings, await this.#mapping.evaluate(step.expression, scope, tenant));
      case 'filter':
        return (await this.#mapping.holds(step.condition, scope, tenant))
          ? this.#goOn(hop, surroundings, surroundings.data)
          : { as: 'stop', outcome: { state: 'stopped', followers: [] } };
      case 'collect':
        return hop.message.cursor === null
          ? { as: 'success', outcome: { state: 'collected' } }
          : this.#goOn(hop, surroundings, surroundings.data);
      case 'action':
        return this.#act(hop, step, surroundings, scope, exchanges);
    }
  }

  async #act(hop: Hop, step: ActionStep, surroundings: Surroundings, scope: Scope, exchanges: Exchanges): Promise<Ending> {
    const { kept } = surroundings;
    if (kept?.action === step.action) return this.#goOnFrom(kept.result, hop, step, surroundings);
    const end = this.#calls.begin(accountOf(hop, step));
    if (!end) return this.#tryAgain(accountIsSlow, hop, step, surroundings);
    try {
      return await this.#actInTurn(hop, step, surroundings, scope, exchanges);
    } finally {
      end();
    }
  }

  async #actInTurn(hop: Hop, step: ActionStep, surroundings: Surroundings, scope: Scope, exchanges: Exchanges): Promise<Ending> {
    if (!step.limit) return this.#actNow(hop, step, surroundings, scope, exchanges);
    const budget = JSON.stringify([hop.run.tenant, hop.run.process, hop.message.step]);
    const own = this.#budgets.open({ application: budget, connection: budget, perConnection: [step.limit] });
    const spent = await untilTurn(own, surroundings.signal);
    if (spent) return this.#tryAgain(spent, hop, step, surroundings, budget);
    try {
      return await this.#actNow(hop, step, surroundings, scope, exchanges);
    } finally {
      own.ended('/', undefined);
    }
  }

  async #actNow(hop: Hop, step: ActionStep, surroundings: Surroundings, scope: Scope, exchanges: Exchanges): Promise<Ending> {
    const given = step.input === undefined ? undefined : await this.#mapping.fill(step.input, scope, hop.run.tenant);
    const input = given === undefined ? surroundings.data : given;
    const outcome = await this.#call(hop, step, input, surroundings.signal, exchanges);
    return { ...(given !== undefined && { input: given }), ...(await this.#goOnFrom(outcome, hop, step, surroundings)) };
  }

  /** What an action has done is kept where the message cannot go on from it: another attempt goes on from there. */
  async #goOnFrom(outcome: Outcome, hop: Hop, step: ActionStep, surroundings: Surroundings): Promise<Ending> {
    const result = toBeKept(outcome);
    if (!result) return this.#judge(outcome, hop, step, surroundings);
    try {
      return await this.#judge(outcome, hop, step, surroundings);
    } catch (thrown) {
      const ending = this.#failedWith(thrown, hop);
      return { ...ending, outcome: { ...ending.outcome, kept: { action: step.action, result } } };
    }
  }

  /** What cannot be called at all ends like a call that went wrong. */
  async #call(hop: Hop, step: ActionStep, input: unknown, signal: AbortSignal, exchanges: Exchanges): Promise<Outcome> {
    const { tenant, id: traceId } = hop.run;
    const at = cursorOf(hop.message);
    try {
      const connection = step.connection && (await this.#connections.find(tenant, applicationOf(step.action), step.connection));
      const { outcome } = await this.#runtime.call({
        action: step.action,
        version: step.version,
        input: input ?? {},
        connection: connection || undefined,
        cursor: at && 'cursor' in at ? at.cursor : undefined,
        timeoutMs: step.timeoutSeconds * 1000,
        budgetPatienceMs,
        maxAttempts: 1,
        idempotencyKey: idempotencyKeyOf(hop.message),
        tenant,
        traceId,
        signal,
        onRecord: (record) => exchanges.add(record),
      });
      return outcome;
    } catch (error) {
      if (!isMortiseError(error)) throw error;
      const mayBeElsewhere = this.#isShared && error instanceof ActionNotFoundError;
      return { outcome: error.retryable || mayBeElsewhere ? 'retry' : 'fail', error: error.toJSON() };
    }
  }

  async #judge(outcome: Outcome, hop: Hop, step: ActionStep, surroundings: Surroundings): Promise<Ending> {
    // The host stops, and this took longer than it waits. That is no failure of the message.
    if (surroundings.signal.aborted && 'error' in outcome) {
      return { as: 'interrupted', outcome: { state: 'waiting', until: new Date() } };
    }
    switch (outcome.outcome) {
      case 'success':
        return this.#goOn(hop, surroundings, outcome.output);
      case 'page':
        return this.#turnPage(outcome, hop, surroundings);
      case 'route': {
        const chosen = ({ to, label }: Edge) => outcome.to.includes(to) || (label !== undefined && outcome.to.includes(label));
        return this.#goOn(hop, surroundings, outcome.output, false, chosen);
      }
      case 'stop':
        return { as: 'stop', outcome: { state: 'stopped', followers: [] } };
      case 'limit':
        return this.#tryAgain(outcome, hop, step, surroundings);
      case 'retry':
        return this.#tryAgain(outcome, hop, step, surroundings);
      case 'fail':
        if (await this.#needsSignIn(outcome.error, hop, step)) return this.#waitForSignIn(outcome.error, hop, step, surroundings);
        return this.#giveUp(outcome.error, hop, step, surroundings);
    }
  }

  /**
   * A limit, a service that is away, or a plugin that another host may have, is waited for as long as the message may live; a fault is
   * tried again as often as its step says.
   */
  #tryAgain(
    outcome: Extract<Outcome, { outcome: 'retry' | 'limit' }>,
    hop: Hop,
    step: ActionStep,
    surroundings: Surroundings,
    account = accountOf(hop, step),
  ): Promise<Ending> | Ending {
    const isMissing = outcome.error?.code === 'action_not_found';
    const isOffline = outcome.error?.code === 'service_offline' || isMissing;
    const isLimit = outcome.outcome === 'limit' || isOffline;
    const budget = isOffline ? accountName(hop.run.tenant, applicationOf(step.action), undefined) : account;
    const error = outcome.error ?? {
      code: 'budget_spent',
      title: 'The budget of the account is spent',
      detail: 'The action waits for the budget of its account.',
      retryable: true,
    };
    const policy: RetryPolicy = isLimit
      ? { ...step.retry, attempts: Number.POSITIVE_INFINITY, firstDelaySeconds: 0, longestDelaySeconds: 0 }
      : {
          ...step.retry,
          attempts: Math.min(step.retry.attempts, ('maxAttempts' in outcome && outcome.maxAttempts) || step.retry.attempts),
        };
    const made = attemptsOf(hop.message) + (isLimit ? 0 : 1);
    const waitMs = isMissing ? missingWaitMs(hop) : isLimit ? unknownWaitMs : undefined;
    const until = nextTry(policy, made, beginOf(hop), outcome.afterMs ?? waitMs);
    if (!until) return this.#giveUp(error, hop, step, surroundings);
    const as = isOffline ? 'offline' : outcome.outcome;
    return { as, error: shown(error), outcome: { state: 'waiting', until, ...(isLimit && !isMissing && { budget }) } };
  }

  async #needsSignIn({ code }: ShownError, { run }: Hop, { action, connection }: ActionStep): Promise<boolean> {
    if (code !== 'sign_in_failed' || connection === undefined) return false;
    return this.#connections.needsSignIn(run.tenant, applicationOf(action), connection);
  }

  /** No attempt can succeed before somebody has signed in, so none is spent; it is waited for as long as the message may live. */
  #waitForSignIn(error: ShownError, hop: Hop, step: ActionStep, surroundings: Surroundings): Promise<Ending> | Ending {
    const givenUpAt = beginOf(hop).getTime() + step.retry.givenUpAfterSeconds * 1000;
    if (Date.now() >= givenUpAt) return this.#giveUp(error, hop, step, surroundings);
    const until = new Date(Math.min(Date.now() + signInCheckMs, givenUpAt));
    return { as: 'sign-in', error: shown(error), outcome: { state: 'waiting', until, account: accountOf(hop, step) } };
  }

  async #giveUp(error: ShownError, hop: Hop, { onFailure }: ActionStep, surroundings: Surroundings): Promise<Ending> {
    if (onFailure === 'fail') return { as: 'fail', error: shown(error), outcome: { state: 'failed', code: error.code } };
    if (onFailure === 'continue') {
      return { ...(await this.#goOn(hop, surroundings, surroundings.data)), as: 'fail', error: shown(error) };
    }
    const data = { data: surroundings.data, error: shown(error) };
    const followers = [await this.#ordered(followersOf(hop)(onFailure.to, 0, data), hop, surroundings)];
    return { as: 'fail', error: shown(error), outcome: { state: 'done', followers } };
  }

  /** Along the edges whose condition holds for what came out. */
  async #goOn(
    hop: Hop,
    surroundings: Surroundings,
    output: unknown,
    firstOnly = false,
    isChosen: (edge: Edge) => boolean = () => true,
  ): Promise<Ending> {
    const scope = this.#scopeAfter(hop, surroundings, output);
    const edges = surroundings.process.edges(hop.message.step).filter(isChosen);
    const follower = followersOf(hop);
    const followers: Follower[] = [];
    for (const { to, when } of edges) {
      if (when !== undefined && !(await this.#mapping.holds(when, scope, hop.run.tenant))) continue;
      followers.push(await this.#ordered(follower(to, followers.length, output), hop, surroundings));
      if (firstOnly) break;
    }
    const outcome = { state: 'done' as const, ...(followers.length === 0 && { output }), followers };
    return { as: 'success', outcome };
  }

  /** Each item goes on by itself; the next page is a message like them, so that no batch is ever held as a whole. */
  async #turnPage(
    { items, cursor }: Extract<Outcome, { outcome: 'page' }>,
    hop: Hop,
    surroundings: Surroundings,
  ): Promise<Ending> {
    const { message } = hop;
    const before = cursorOf(message);
    const { given, batch } = before && 'given' in before ? before : { given: 0, batch: message.id };
    const collectors = surroundings.process.collectorsOf(message.step);
    const own = collectors.length > 0 ? batch : message.batch;
    const edges = surroundings.process.edges(message.step);
    const follower = followersOf(hop);
    const followers: Follower[] = [];
    for (const [index, item] of items.entries()) {
      const scope = this.#scopeAfter(hop, surroundings, item);
      for (const { to, when } of edges) {
        if (when !== undefined && !(await this.#mapping.holds(when, scope, hop.run.tenant))) continue;
        const next = { ...follower(to, followers.length, item), batch: own, position: given + index };
        followers.push(await this.#ordered(next, hop, surroundings));
      }
    }
    if (cursor !== undefined) {
      followers.push({
        id: followerId(message.id, message.step, 'next'),
        parent: message.id,
        step: message.step,
        data: surroundings.data,
        cursor: { cursor, given: given + items.length, batch },
        batch: own,
        position: message.position,
        trail: trailOf(message),
        version: message.version,
        sequence: message.sequence ?? undefined,
      });
    }
    const output = { items: items.length, ...(cursor !== undefined && { cursor }) };
    return {
      as: 'page',
      outcome: { state: 'done', output, followers },
      ...(collectors.length > 0 && message.cursor === null && { opens: { collectors } }),
    };
  }

  /** Says behind which others a message has to wait at its step. */
  async #ordered(follower: Follower, hop: Hop, surroundings: Surroundings): Promise<Follower> {
    const step = surroundings.process.step(follower.step);
    if (step?.kind !== 'action' || step.concurrency === 'parallel') return follower;
    const scope = this.#scopeAfter(hop, surroundings, follower.data);
    const key = step.key === undefined ? '' : await this.#mapping.evaluate(step.key, scope, hop.run.tenant);
    const known = JSON.stringify(key ?? null);
    const place = [hop.run.tenant, hop.run.process, follower.step];
    return { ...follower, sequence: JSON.stringify([...place, known.length > longestKey ? hashOf(known) : (key ?? null)]) };
  }

  /** What no outcome says: an expression that fails, or a fault of the host, which is tried again for a while. */
  #failedWith(thrown: unknown, hop: Hop): Faulty {
    if (isMortiseError(thrown)) {
      const error = shown(thrown.toJSON());
      return { as: 'fail', error, outcome: { state: 'failed', code: error.code } };
    }
    this.#log.fault(thrown);
    const error = {
      code: 'internal',
      title: 'The host could not run the step',
      detail: 'The log of the host says why.',
      retryable: true,
    };
    const until = nextTry(faultPolicy, attemptsOf(hop.message) + 1, beginOf(hop), undefined);
    return { as: 'fail', error, outcome: until ? { state: 'waiting', until } : { state: 'failed', code: error.code } };
  }

  /** For what comes after the step: its own result is there too. */
  #scopeAfter(hop: Hop, surroundings: Surroundings, output: unknown): Scope {
    const steps = { ...surroundings.steps, [hop.message.step]: output };
    return this.#scope(hop, { ...surroundings, steps }, output);
  }

  #scope(hop: Hop, { steps }: Pick<Surroundings, 'steps'>, data: unknown): Scope {
    const { id, process, started_at: startedAt } = hop.run;
    return { data, steps, run: { id, process, version: versionOf(hop), startedAt } };
  }
}

/** Makes the messages that follow from this one, however many they are. */
function followersOf({ message }: Hop): (step: string, index: number, data: unknown) => Follower {
  const { batch, position, version } = message;
  const before = trailOf(message);
  return (step, index, data) => {
    const id = followerId(message.id, step, index);
    return { id, parent: message.id, step, data, batch, position, trail: { ...before, [message.step]: id }, version };
  };
}

/** Soon, for another host may take it; more seldom the longer nobody could. */
function missingWaitMs(hop: Hop): number {
  return Math.min(longestMissingWaitMs, Math.max(unknownWaitMs, (Date.now() - beginOf(hop).getTime()) / 4));
}

/** A service that hangs takes all that it is given: no more of its calls are begun before some have ended. */
const accountIsSlow: Extract<Outcome, { outcome: 'limit' }> = {
  outcome: 'limit',
  afterMs: 500,
  error: {
    code: 'account_slow',
    title: 'The service answers slowly',
    detail: 'Many calls to this account have been under way for a while, so the message waits until one of them has ended.',
    do: [],
    retryable: true,
  },
};

/** Nothing where the step has its turn. */
async function untilTurn(own: RateBudget, signal: AbortSignal): Promise<Extract<Outcome, { outcome: 'limit' }> | undefined> {
  try {
    await own.turn('/', { deadlineAt: performance.now() + budgetPatienceMs, signal });
    return undefined;
  } catch (error) {
    if (!isMortiseError(error)) throw error;
    return { outcome: 'limit', afterMs: error.retryAfterMs ?? unknownWaitMs, error: error.toJSON() };
  }
}

/** Who waits for the same budget, or the same sign-in: those who call through one account. */
function accountOf({ run }: Hop, { action, connection }: ActionStep): string {
  return accountName(run.tenant, applicationOf(action), connection);
}

/** As the queue knows an account: steps name its connection by id or by name. */
export function accountName(tenant: string, application: string, connection: string | undefined): string {
  return JSON.stringify([tenant, application, connection ?? null]);
}

function applicationOf(action: string): string {
  return action.slice(0, action.indexOf('.'));
}

/** From when the age of a message counts. */
function beginOf({ message }: Hop): Date {
  return new Date(message.replayed_at ?? message.created_at);
}

function toBeKept(outcome: Outcome): Kept['result'] | undefined {
  switch (outcome.outcome) {
    case 'success':
    case 'route':
      return { ...outcome, output: outcome.output ?? null };
    case 'page':
      return outcome;
    default:
      return undefined;
  }
}

type ShownError = Pick<NonNullable<Attempt['error']>, 'code' | 'title' | 'detail' | 'retryable'>;

function shown({ code, title, detail, retryable }: ShownError): NonNullable<Attempt['error']> {
  return { code, title, detail, retryable };
}

function failed(code: string, detail: string): Ending {
  const error = { code, title: 'The step could not be run', detail, retryable: false };
  return { as: 'fail', error, outcome: { state: 'failed', code } };
}
