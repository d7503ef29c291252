import type { Outcome } from '@mortise/sdk';
import { applicationOf } from '../actions/application-of.ts';
import type { ActionStep, RetryPolicy } from '../processes/process-document.ts';
import { accountName, accountOf } from './account-name.ts';
import { attemptsOf, type Hop } from './message.ts';
import { nextTry } from './retry-delay.ts';

/**
 * Why a message waits. fault: something went wrong that may pass · budget: it is spent · offline: its service is away · missing: only
 * another host may have the plugin · sign-in: nobody is signed in to its connection.
 */
export type Delay = 'fault' | 'budget' | 'offline' | 'missing' | 'sign-in';

/** An outcome that need not be the last of its message. */
export type Delayed = Extract<Outcome, { outcome: 'limit' | 'retry' | 'fail' }>;

/** A failure is no delay unless a sign-in mends it. */
export function delayOf({ outcome, error }: Delayed): Delay {
  if (outcome === 'fail') return 'sign-in';
  if (error?.code === 'action_not_found') return 'missing';
  if (error?.code === 'service_offline') return 'offline';
  return outcome === 'limit' ? 'budget' : 'fault';
}

/** What its service, or its action, asks of a message that waits. */
export interface Asked {
  readonly afterMs?: number;
  /** In all. Never more than its step allows. */
  readonly maxAttempts?: number;
  /** Where it is not that of the account. */
  readonly budget?: string | undefined;
}

export interface Wait {
  /** The outcome of the attempt, as it is kept. */
  readonly as: string;
  readonly until: Date;
  readonly budget?: string;
  readonly account?: string;
}

/** For a budget, a service or a plugin, where nobody says for how long. */
export const unknownWaitMs = 1000;
/** Whoever waits for a sign-in is told of it; that it may have been missed is all that this is for. */
const signInCheckMs = 300_000;

const hostFaultPolicy: RetryPolicy = {
  attempts: 5,
  firstDelaySeconds: 1,
  longestDelaySeconds: 60,
  givenUpAfterSeconds: 86_400,
};

/**
 * How a message waits; nothing where it is given up. A fault is tried again as often as its step says. Nothing else spends an attempt:
 * it is waited for as long as the message may live.
 */
export function waitFor(
  delay: Delay,
  hop: Hop,
  step: ActionStep,
  { afterMs, maxAttempts, budget }: Asked = {},
): Wait | undefined {
  switch (delay) {
    case 'fault': {
      const attempts = Math.min(step.retry.attempts, maxAttempts || step.retry.attempts);
      return wait('retry', nextTry({ ...step.retry, attempts }, attemptsOf(hop.message) + 1, beginOf(hop), afterMs));
    }
    case 'budget':
      return wait('limit', patiently(hop, step, afterMs ?? unknownWaitMs), { budget: budget ?? accountOf(hop, step) });
    case 'offline': {
      const application = accountName(hop.run.tenant, applicationOf(step.action), undefined);
      return wait('offline', patiently(hop, step, afterMs ?? unknownWaitMs), { budget: application });
    }
    case 'missing':
      return wait('offline', patiently(hop, step, unknownWaitMs), { budget: actionName(step) });
    case 'sign-in':
      return wait('sign-in', signInCheck(hop, step), { account: accountOf(hop, step) });
  }
}

/** When a message is worked on again after a fault of the host, whatever its step says. */
export function afterHostFault(hop: Hop): Date | undefined {
  return nextTry(hostFaultPolicy, attemptsOf(hop.message) + 1, beginOf(hop));
}

function wait(as: string, until: Date | undefined, rest: Pick<Wait, 'budget' | 'account'> = {}): Wait | undefined {
  return until && { as, until, ...rest };
}

function patiently(hop: Hop, { retry }: ActionStep, ms: number): Date | undefined {
  const policy = { ...retry, attempts: Number.POSITIVE_INFINITY, firstDelaySeconds: 0, longestDelaySeconds: 0 };
  return nextTry(policy, attemptsOf(hop.message), beginOf(hop), ms);
}

/** Who waits for the same plugin: each host lets some of them forward, and one that has the plugin lets all of them. */
function actionName({ action, version }: ActionStep): string {
  return JSON.stringify(['action', action, version ?? null]);
}

/** Unlike the others it lasts to the very end, since a sign-in may come at any moment. */
function signInCheck(hop: Hop, { retry }: ActionStep): Date | undefined {
  const end = beginOf(hop).getTime() + retry.givenUpAfterSeconds * 1000;
  return Date.now() < end ? new Date(Math.min(Date.now() + signInCheckMs, end)) : undefined;
}

/** From when the age of a message counts. */
function beginOf({ message }: Hop): Date {
  return new Date(message.replayed_at ?? message.created_at);
}
