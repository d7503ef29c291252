import { availableParallelism } from 'node:os';
import { CancelledError } from '../errors/cancelled-error.ts';
import { ExpressionError } from './expression-error.ts';
import { defaultLimits, type ExpressionLimits } from './expression-limits.ts';
import { ExpressionProcess } from './expression-process.ts';
import type { Question } from './expression-protocol.ts';
import { FairQueue } from './fair-queue.ts';

export interface ExpressionEvaluatorOptions extends Partial<ExpressionLimits> {
  /** Expressions evaluated at once, each in a process of its own. By default as many as there are cores, but 3 to 4. */
  readonly processes?: number;
  /** Expressions that may wait; more are refused. 1000 by default. */
  readonly queue?: number;
  /** Milliseconds after which a process with nothing to do is ended. 30,000 by default. */
  readonly idleMs?: number;
}

export interface EvaluateOptions {
  /** Ends the evaluation with a CancelledError. */
  readonly signal?: AbortSignal | undefined;
  /** For whom, a tenant for example: groups take turns, and none of them gets all processes at once. */
  readonly group?: string | undefined;
}

interface Job {
  readonly question: Question;
  readonly group: string;
  readonly settled: PromiseWithResolvers<unknown>;
  process?: ExpressionProcess;
}

/**
 * Evaluates JSONata with limits, in processes that can do nothing else: no expression reaches the program, holds it up or takes
 * it down. Starts its first process when it is first used.
 * @see https://docs.jsonata.org
 */
export class ExpressionEvaluator implements AsyncDisposable {
  readonly #limits: ExpressionLimits;
  readonly #maxProcesses: number;
  readonly #maxQueue: number;
  readonly #idleMs: number;
  readonly #queue = new FairQueue<Job>();
  /** The running job of each process; those without one are idle and have a timer to end them. */
  readonly #processes = new Map<ExpressionProcess, Job | NodeJS.Timeout>();
  #isClosed = false;

  constructor({ processes, queue = 1000, idleMs = 30_000, ...limits }: ExpressionEvaluatorOptions = {}) {
    this.#limits = { ...defaultLimits, ...limits };
    this.#maxProcesses = processes ?? Math.min(4, Math.max(3, availableParallelism()));
    this.#maxQueue = queue;
    this.#idleMs = idleMs;
  }

  /**
   * The result as plain data, `undefined` where the expression finds nothing. The input must be data that JSON can say.
   * Throws an ExpressionError, or a CancelledError after `signal` or {@link close}.
   */
  evaluate(expression: string, input: unknown, options: EvaluateOptions = {}): Promise<unknown> {
    return this.#ask({ expression, input }, options);
  }

  /** Whether the expression can be read; it is not evaluated. Throws like {@link evaluate}. */
  async check(expression: string, options: EvaluateOptions = {}): Promise<void> {
    await this.#ask({ expression, input: undefined, isOnlyRead: true }, options);
  }

  /** Cancels what runs and waits, and ends the processes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const detail = 'The evaluator was closed.';
    for (let job = this.#queue.take(() => true); job; job = this.#queue.take(() => true)) this.#cancel(job, detail);
    const processes = [...this.#processes];
    for (const [process, work] of processes) {
      if ('settled' in work) this.#cancel(work, detail);
      process.end();
    }
    await Promise.all(processes.map(([process]) => process.exited));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #ask(question: Question, { signal, group = '' }: EvaluateOptions): Promise<unknown> {
    this.#admit(question.expression, signal);
    const job: Job = { question, group, settled: Promise.withResolvers() };
    const cancel = () => this.#cancel(job, 'The evaluation was cancelled.');
    signal?.addEventListener('abort', cancel);
    this.#queue.add(group, job);
    this.#dispatch();
    try {
      return await job.settled.promise;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  #admit(expression: string, signal: AbortSignal | undefined): void {
    const { expressionLength } = this.#limits;
    if (signal?.aborted) throw new CancelledError('The evaluation was cancelled before it began.');
    if (this.#isClosed) throw new CancelledError('The evaluator is closed.');
    if (typeof expression !== 'string') throw new ExpressionError('invalid_expression', 'It is no text.');
    if (expression.length > expressionLength) {
      const detail = `It has ${expression.length} characters, ${expressionLength} are allowed. Split it into several steps.`;
      throw new ExpressionError('expression_too_large', detail);
    }
    if (this.#queue.size >= this.#maxQueue) {
      throw new ExpressionError('expression_unavailable', `${this.#maxQueue} expressions wait already. Try again later.`);
    }
  }

  #cancel(job: Job, detail: string): void {
    job.settled.reject(new CancelledError(detail));
    // Only with its process does an evaluation end.
    if (!this.#queue.remove(job.group, job)) job.process?.end();
  }

  #dispatch(): void {
    while (this.#hasRoom()) {
      const job = this.#queue.take((group) => this.#mayRun(group));
      if (!job) return;
      void this.#run(this.#freeProcess(), job);
    }
  }

  async #run(process: ExpressionProcess, job: Job): Promise<void> {
    const { question, settled } = job;
    job.process = process;
    this.#processes.set(process, job);
    await process.evaluate(question).then(settled.resolve, settled.reject);
    if (process.isUsable) this.#rest(process);
    else this.#processes.delete(process);
    this.#dispatch();
  }

  #hasRoom(): boolean {
    const busy = [...this.#processes.values()].filter((work) => 'settled' in work);
    return busy.length < this.#maxProcesses;
  }

  /** A group leaves one place to the others, where there is more than one; work without a group is all of one owner. */
  #mayRun(group: string): boolean {
    if (group === '') return true;
    const running = [...this.#processes.values()].filter((work) => 'settled' in work && work.group === group);
    return running.length < Math.max(1, this.#maxProcesses - 1);
  }

  /** The one that rested last, or a new one: what is not needed is left to end. */
  #freeProcess(): ExpressionProcess {
    for (const [process, work] of [...this.#processes].reverse()) {
      if ('settled' in work) continue;
      clearTimeout(work);
      this.#processes.delete(process);
      if (process.isUsable) return process;
    }
    return new ExpressionProcess(this.#limits);
  }

  #rest(process: ExpressionProcess): void {
    const end = () => {
      this.#processes.delete(process);
      process.end();
    };
    this.#processes.delete(process);
    this.#processes.set(process, setTimeout(end, this.#idleMs).unref());
  }
}
