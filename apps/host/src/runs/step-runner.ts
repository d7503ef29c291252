import { ActionNotFoundError, type Runtime } from '@mortise/runtime';
import { isMortiseError, type Outcome, type RateBudget, type RateBudgets } from '@mortise/sdk';
import { applicationOf } from '../actions/application-of.ts';
import type { OpenConnections } from '../connections/open-connections.ts';
import { AccountCalls } from '../limits/account-calls.ts';
import type { HostLog } from '../observability/host-log.ts';
import type { ActionStep, Edge } from '../processes/process-document.ts';
import { accountOf } from './account-name.ts';
import { type Ending, type Faulty, failed, shown } from './ending.ts';
import { Exchanges } from './exchanges.ts';
import { Onward } from './followers.ts';
import type { Surroundings } from './hop-reader.ts';
import type { Mapping } from './mapping.ts';
import {
  type Attempt,
  type AttemptError,
  attemptsOf,
  cursorOf,
  type Hop,
  type HopResult,
  idempotencyKeyOf,
  type Kept,
} from './message.ts';
import { accountIsSlow, budgetSpent, hostFault, stepMissing } from './step-errors.ts';
import { afterHostFault, type Delayed, delayOf, unknownWaitMs, waitFor } from './waits.ts';
import { lastingAfterMs, shareOf } from './workplaces.ts';

/** A message that waits for a budget gives its place to others; only short waits are not worth that. */
const budgetPatienceMs = 250;

/** Nothing came of them, and that was not for the action to decide. */
const uncounted = ['limit', 'sign-in', 'offline', 'interrupted'];

const stopped: Ending = { as: 'stop', outcome: { state: 'stopped', followers: [] } };

/** A message at an action. */
interface Visit {
  readonly hop: Hop;
  readonly step: ActionStep;
  readonly surroundings: Surroundings;
  readonly onward: Onward;
  readonly exchanges: Exchanges;
}

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
    const { process, data } = surroundings;
    const step = process.step(hop.message.step);
    if (!step) return failed(stepMissing(hop.message.step));
    const onward = new Onward(this.#mapping, hop, surroundings);
    const { tenant } = hop.run;
    switch (step.kind) {
      case 'start':
      case 'schedule':
      case 'webhook':
      case 'poll':
        return onward.along(data);
      case 'route':
        return onward.along(data, { firstOnly: step.takes === 'first' });
      case 'transform':
        return onward.along(await this.#mapping.evaluate(step.expression, onward.scope, tenant));
      case 'filter':
        return (await this.#mapping.holds(step.condition, onward.scope, tenant)) ? onward.along(data) : stopped;
      case 'collect':
        return hop.message.cursor === null ? { as: 'success', outcome: { state: 'collected' } } : onward.along(data);
      case 'action':
        return this.#act({ hop, step, surroundings, onward, exchanges });
    }
  }

  async #act(visit: Visit): Promise<Ending> {
    const { hop, step, surroundings } = visit;
    const { kept } = surroundings;
    if (kept?.action === step.action) return this.#goOnFrom(kept.result, visit);
    const end = this.#calls.begin(accountOf(hop, step));
    if (!end) return this.#tryAgain(accountIsSlow, visit);
    try {
      return await this.#actInTurn(visit);
    } finally {
      end();
    }
  }

  async #actInTurn(visit: Visit): Promise<Ending> {
    const { hop, step, surroundings } = visit;
    if (!step.limit) return this.#actNow(visit);
    const budget = JSON.stringify([hop.run.tenant, hop.run.process, hop.message.step]);
    const own = this.#budgets.open({ application: budget, connection: budget, perConnection: [step.limit] });
    const spent = await untilTurn(own, surroundings.signal);
    if (spent) return this.#tryAgain(spent, visit, budget);
    try {
      return await this.#actNow(visit);
    } finally {
      own.ended('/', undefined);
    }
  }

  async #actNow(visit: Visit): Promise<Ending> {
    const { hop, step, surroundings, onward } = visit;
    const given = step.input === undefined ? undefined : await this.#mapping.fill(step.input, onward.scope, hop.run.tenant);
    const outcome = await this.#call(visit, given === undefined ? surroundings.data : given);
    return { ...(given !== undefined && { input: given }), ...(await this.#goOnFrom(outcome, visit)) };
  }

  /** What an action has done is kept where the message cannot go on from it: another attempt goes on from there. */
  async #goOnFrom(outcome: Outcome, visit: Visit): Promise<Ending> {
    const result = toBeKept(outcome);
    if (!result) return this.#judge(outcome, visit);
    try {
      return await this.#judge(outcome, visit);
    } catch (thrown) {
      const ending = this.#failedWith(thrown, visit.hop);
      return { ...ending, outcome: { ...ending.outcome, kept: { action: visit.step.action, result } } };
    }
  }

  /** What cannot be called at all ends like a call that went wrong. */
  async #call({ hop, step, surroundings, exchanges }: Visit, input: unknown): Promise<Outcome> {
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
        signal: surroundings.signal,
        onRecord: (record) => exchanges.add(record),
      });
      return outcome;
    } catch (error) {
      if (!isMortiseError(error)) throw error;
      const mayBeElsewhere = this.#isShared && error instanceof ActionNotFoundError;
      return { outcome: error.retryable || mayBeElsewhere ? 'retry' : 'fail', error: error.toJSON() };
    }
  }

  async #judge(outcome: Outcome, visit: Visit): Promise<Ending> {
    const { surroundings, onward } = visit;
    // The host stops, and this took longer than it waits. That is no failure of the message.
    if (surroundings.signal.aborted && 'error' in outcome) {
      return { as: 'interrupted', outcome: { state: 'waiting', until: new Date() } };
    }
    switch (outcome.outcome) {
      case 'success':
        return onward.along(outcome.output);
      case 'page':
        return onward.page(outcome);
      case 'route': {
        const isChosen = ({ to, label }: Edge) => outcome.to.includes(to) || (label !== undefined && outcome.to.includes(label));
        return onward.along(outcome.output, { isChosen });
      }
      case 'stop':
        return stopped;
      case 'limit':
      case 'retry':
        return this.#tryAgain(outcome, visit);
      case 'fail':
        return (await this.#needsSignIn(outcome.error, visit))
          ? this.#tryAgain(outcome, visit)
          : this.#giveUp(outcome.error, visit);
    }
  }

  /** It waits as its delay has it, or is given up. */
  #tryAgain(outcome: Delayed, visit: Visit, budget?: string): Promise<Ending> | Ending {
    const error = outcome.error ?? budgetSpent;
    const wait = waitFor(delayOf(outcome), visit.hop, visit.step, { ...outcome, budget });
    if (!wait) return this.#giveUp(error, visit);
    const { as, ...rest } = wait;
    return { as, error: shown(error), outcome: { state: 'waiting', ...rest } };
  }

  async #needsSignIn({ code }: AttemptError, { hop, step: { action, connection } }: Visit): Promise<boolean> {
    if (code !== 'sign_in_failed' || connection === undefined) return false;
    return this.#connections.needsSignIn(hop.run.tenant, applicationOf(action), connection);
  }

  async #giveUp(error: AttemptError, { step: { onFailure }, surroundings, onward }: Visit): Promise<Ending> {
    if (onFailure === 'fail') return failed(error);
    if (onFailure === 'continue') return { ...(await onward.along(surroundings.data)), as: 'fail', error: shown(error) };
    return onward.failure(onFailure.to, shown(error));
  }

  /** What no outcome says: an expression that fails, or a fault of the host, which is tried again for a while. */
  #failedWith(thrown: unknown, hop: Hop): Faulty {
    if (isMortiseError(thrown)) return failed(thrown.toJSON());
    this.#log.fault(thrown);
    const until = afterHostFault(hop);
    return until ? { as: 'fail', error: hostFault, outcome: { state: 'waiting', until } } : failed(hostFault);
  }
}

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
