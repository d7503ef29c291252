import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type ApiDescription, type Outcome, type Patience, TimeoutError, toOutcome, waitFor } from '@mortise/sdk';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { ActionNotFoundError } from '../errors/action-not-found-error.ts';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { PluginLog } from './call-desk.ts';
import { PluginProcess, type ProcessLimits } from './plugin-process.ts';
import type { Invocation, InvocationHost, Runner } from './runner.ts';

export interface ProcessRunnerOptions extends Partial<ProcessLimits> {
  /** Takes what a plugin logs or prints outside a call. */
  readonly log?: (plugin: PluginPackage, ...entry: Parameters<PluginLog>) => void;
  /** Evaluates the expressions of transforms and filters; closed by whoever made it. The runner has its own by default. */
  readonly evaluator?: ExpressionEvaluator;
}

const defaultLimits: ProcessLimits = { memoryMegabytes: 512, unresponsiveAfterMs: 5000, loadTimeoutMs: 10_000 };

/** Runs each plugin, in each version, in a warm process of its own: what it does there cannot reach the host. */
export class ProcessRunner implements Runner {
  readonly #limits: ProcessLimits;
  readonly #log: NonNullable<ProcessRunnerOptions['log']>;
  readonly #evaluator: ExpressionEvaluator;
  readonly #ownsEvaluator: boolean;
  readonly #supervisors = new Map<string, Supervisor>();
  readonly #released = new WeakSet<PluginPackage>();

  constructor({ log = () => undefined, evaluator, ...limits }: ProcessRunnerOptions = {}) {
    this.#evaluator = evaluator ?? new ExpressionEvaluator();
    this.#ownsEvaluator = evaluator === undefined;
    this.#limits = { ...defaultLimits, ...limits };
    this.#log = log;
  }

  async load(plugin: PluginPackage): Promise<void> {
    await this.#supervisor(plugin).process();
  }

  async describe(plugin: PluginPackage, settings: Readonly<Record<string, unknown>>): Promise<ApiDescription> {
    return (await this.#supervisor(plugin).process()).describe(settings);
  }

  async run(plugin: PluginPackage, invocation: Invocation, host: InvocationHost): Promise<Outcome> {
    try {
      const supervisor = this.#supervisor(plugin);
      const outcome = await (await supervisor.process(invocation)).run(invocation, host);
      supervisor.noteOutcome(outcome);
      return outcome;
    } catch (error) {
      return toOutcome(error);
    }
  }

  async release(plugin: PluginPackage): Promise<void> {
    this.#released.add(plugin);
    const supervisor = this.#supervisors.get(plugin.revision);
    this.#supervisors.delete(plugin.revision);
    await supervisor?.retire();
  }

  async close(): Promise<void> {
    const supervisors = [...this.#supervisors.values()];
    this.#supervisors.clear();
    await Promise.all(supervisors.map((supervisor) => supervisor.retire()));
    if (this.#ownsEvaluator) await this.#evaluator.close();
  }

  #supervisor(plugin: PluginPackage): Supervisor {
    // A call that waits for its next attempt must not bring back a plugin that has gone in the meantime.
    if (this.#released.has(plugin)) throw new ActionNotFoundError(`${plugin.name} ${plugin.version} was removed or replaced.`);
    const known = this.#supervisors.get(plugin.revision);
    if (known) return known;
    const log: PluginLog = (...entry) => this.#log(plugin, ...entry);
    const supervisor = new Supervisor(() => new PluginProcess(plugin, this.#limits, this.#evaluator, log));
    this.#supervisors.set(plugin.revision, supervisor);
    return supervisor;
  }
}

const firstBackoffMs = 200;
const longestBackoffMs = 30_000;

/** Keeps one process running: starts it when it is needed, and again after it ended, later each time it fails in a row. */
class Supervisor {
  readonly #start: () => PluginProcess;
  #current: PluginProcess | undefined;
  #starting: Promise<PluginProcess> | undefined;
  /** Processes that ended without one good outcome since the last. */
  #failures = 0;
  #mayStartAt = 0;

  constructor(start: () => PluginProcess) {
    this.#start = start;
  }

  /** A process that is loaded and answers. Throws PluginLoadError, CancelledError, or TimeoutError where that outlasts the deadline. */
  async process({ deadlineAt, signal }: Patience = { deadlineAt: Infinity }): Promise<PluginProcess> {
    await this.#current?.trusted();
    if (this.#current?.isUsable) return this.#current;
    if (this.#mayStartAt >= deadlineAt) {
      const seconds = Math.ceil((this.#mayStartAt - performance.now()) / 1000);
      throw new TimeoutError(
        `The plugin crashed ${this.#failures} times in a row and is started again in ${seconds} s, after the deadline of the call.`,
      );
    }
    this.#starting ??= this.#startLater().finally(() => {
      this.#starting = undefined;
    });
    return waitFor(this.#starting, 'the plugin to start', { deadlineAt, signal });
  }

  noteOutcome(outcome: Outcome): void {
    const isCrash = 'error' in outcome && outcome.error?.code.startsWith('plugin_');
    if (!isCrash) this.#failures = 0;
  }

  async retire(): Promise<void> {
    const started = await this.#starting?.catch(() => undefined);
    // Calls that waited for it to start are handed over in this turn of the event loop; then they count as in flight.
    await nextTurn();
    await (started ?? this.#current)?.retire();
  }

  async #startLater(): Promise<PluginProcess> {
    const delayMs = this.#mayStartAt - performance.now();
    if (delayMs > 0) await sleep(delayMs);
    const started = this.#start();
    void started.exited.then(() => this.#noteExit());
    await started.ready;
    this.#current = started;
    return started;
  }

  #noteExit(): void {
    this.#failures++;
    // The first restart is immediate: a single crash must not delay the next call.
    const delayMs = this.#failures === 1 ? 0 : Math.min(longestBackoffMs, firstBackoffMs * 2 ** (this.#failures - 2));
    this.#mayStartAt = performance.now() + delayMs;
  }
}
