import type { Action, ActionClass, Plugin } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { tryBodies } from './bodies.ts';
import { tryBodyRefusals } from './body-refusals.ts';
import type { FaultAccount, FaultCase } from './fault-case.ts';
import { tryGraphql } from './graphql.ts';
import { tryHappy } from './happy.ts';
import { tryInputs } from './inputs.ts';
import { tryOutages } from './outages.ts';
import { tryPaging } from './paging.ts';
import { tryPolling } from './polling.ts';
import { tryRefusals } from './refusals.ts';
import { trySoap } from './soap.ts';
import { Trial } from './trial.ts';
import { tryWebhook } from './webhook-matrix.ts';

/** The cases of a whole plugin, by the names of its actions. */
export type FaultCases = Readonly<Record<string, FaultCase>>;

/**
 * Registers tests of one action against everything that a service may do: the good answer, refusals, outages, broken, foreign
 * and oversized answers, pages. Judged by the `responses` and the `bodyRefusal` that the action and its application declare.
 */
export function faultMatrix<Input, Output>(
  ActionClass: ActionClass<Input, Output>,
  faultCase: FaultCase<NoInfer<Input>> & FaultAccount,
): void;
/** The same for all actions of a plugin. An action without a case is a failing test. */
export function faultMatrix(plugin: Plugin, cases: FaultCases, account?: Omit<FaultAccount, 'application'>): void;
export function faultMatrix(
  subject: Plugin | (new () => Action),
  given: FaultCases | (FaultCase & FaultAccount),
  account: FaultAccount = {},
): void {
  if (typeof subject !== 'function') registerAll(subject, new Map(Object.entries(given)), account);
  else if (isCase(given)) register(new subject(), given, given);
}

function isCase(given: object): given is FaultCase & FaultAccount {
  return 'input' in given;
}

function registerAll({ application, actions }: Plugin, cases: ReadonlyMap<string, FaultCase>, account: FaultAccount): void {
  describe(`Faults of ${application.name}`, () => {
    const names = actions.map(({ name }) => name);
    it('has a case for every action, and none for others', () => {
      expect([...cases.keys()].sort()).toEqual(names.sort());
    });
    for (const action of actions) {
      const faultCase = cases.get(action.name);
      if (faultCase) register(action, faultCase, { ...account, application });
    }
  });
}

function register(action: Action, faultCase: FaultCase, account: FaultAccount): void {
  describe(`${action.name} and the faults of its service`, () => {
    if (action.kind === 'webhook') {
      tryWebhook(action, faultCase, account);
      return;
    }
    const trial = new Trial(action, faultCase, account);
    tryHappy(trial);
    if (trial.replies.length === 0) return;
    tryInputs(trial);
    tryRefusals(trial);
    tryOutages(trial);
    tryBodies(trial);
    tryPaging(trial);
    tryPolling(trial);
    tryBodyRefusals(trial);
    tryGraphql(trial);
    trySoap(trial);
  });
}
