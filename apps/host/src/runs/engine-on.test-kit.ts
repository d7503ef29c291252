import type { Call, CallResult } from '@mortise/runtime';
import { MemoryBudgets, type Outcome, type RateBudgets } from '@mortise/sdk';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import type { Transaction } from 'kysely';
import type { Database, Tables } from '../database/tables.ts';
import { CompiledProcess } from '../processes/compiled-process.ts';
import { ProcessDocument } from '../processes/process-document.ts';
import { WorkQueue } from '../queue/work-queue.ts';
import { Engine } from './engine.ts';
import { Ledger } from './ledger.ts';
import { Mapping } from './mapping.ts';
import { newRunId } from './message.ts';
import type { EndedRun } from './run-counts.ts';
import { StepRunner } from './step-runner.ts';

/** What an action of a test does, by its name. It returns an output or an outcome. */
export type TestActions = Readonly<Record<string, (input: unknown, call: Call) => unknown>>;

export interface EngineFacts {
  readonly concurrency?: number;
  readonly holder?: string;
  /** Several take from the same queue. */
  readonly isShared?: boolean;
  /** In memory by default. */
  readonly budgets?: RateBudgets;
}

export const tenant = 'default';
const batches = ['test.list', 'test.outer', 'test.inner'];

/** An engine whose actions are functions, on a database that is open. */
export async function engineOn(
  database: Database,
  document: object,
  actions: TestActions,
  { concurrency = 16, holder = 'test', isShared = false, budgets = new MemoryBudgets() }: EngineFacts = {},
) {
  const process = new CompiledProcess(ProcessDocument.parse({ title: 'A test', ...document }), ({ action }) =>
    batches.includes(action),
  );
  const evaluator = new ExpressionEvaluator();
  const faults: unknown[] = [];
  const log = { fault: (error: unknown) => void faults.push(error) };
  const ended = new Map<string, PromiseWithResolvers<EndedRun>>();
  const endOf = (id: string) => {
    const known = ended.get(id) ?? Promise.withResolvers<EndedRun>();
    ended.set(id, known);
    return known;
  };
  const runtime = {
    async call(call: Call): Promise<CallResult> {
      const returned = await actions[call.action.slice(call.action.indexOf('.') + 1)]?.(call.input, call);
      return { outcome: isOutcome(returned) ? returned : { outcome: 'success', output: returned }, attempts: 1, durationMs: 0 };
    },
  };
  const connections = {
    find: () => Promise.reject(new Error('Tests have no connections.')),
    needsSignIn: async () => false,
  };
  const queue = new WorkQueue(holder, isShared);
  const ledger = new Ledger(queue, isShared);
  const engine = new Engine({
    database,
    queue,
    ledger,
    runner: new StepRunner({ runtime, connections, mapping: new Mapping(evaluator), budgets, log, concurrency, isShared }),
    versions: { compiled: async () => process },
    log,
    concurrency,
    isShared,
    onSettled: (settled) => {
      for (const run of settled.ended) endOf(run.id).resolve(run);
    },
  });
  await engine.start();
  /** Tenants whose process is there; a benchmark measures these runs. */
  const withProcess = new Set<string>();

  async function run(data: unknown, { start = 'start', as = tenant, id = newRunId() } = {}): Promise<string> {
    const first = { id, parent: null, step: start, data, batch: null, position: 0, trail: {}, version: null };
    const facts = { tenant: as, id, process: 'test', version: 1, start, startedBy: 'test' };
    await database.transaction().execute(async (transaction) => {
      if (!withProcess.has(as)) await addProcess(transaction, as);
      withProcess.add(as);
      await ledger.open(transaction, facts, first);
    });
    engine.wake();
    return id;
  }

  async function close(): Promise<void> {
    await engine.stop(1000);
    await evaluator.close();
  }

  return { database, engine, queue, ledger, faults, run, end: (id: string) => endOf(id).promise, close };
}

async function addProcess(transaction: Transaction<Tables>, as: string): Promise<void> {
  const now = new Date().toISOString();
  const dates = { created_at: now, updated_at: now };
  await transaction
    .insertInto('processes')
    .values({ tenant: as, id: 'test', name: 'test', draft: '{}', revision: 1, published: 1, state: 'active', ...dates })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'object' && value !== null && 'outcome' in value;
}
