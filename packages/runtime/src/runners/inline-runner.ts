import {
  type ActionLog,
  type ApiDescription,
  CancelledError,
  type Outcome,
  RunContext,
  remainingMs,
  TimeoutError,
  toOutcome,
} from '@mortise/sdk';
import { descriptionFault } from '../errors/plugin-broken-error.ts';
import { PluginLoadError } from '../errors/plugin-load-error.ts';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import { LoadedPlugin, manifestProblem } from './loaded-plugin.ts';
import type { Invocation, InvocationHost, Runner } from './runner.ts';
import { perform } from './webhook-task.ts';

/** Runs actions in this very process: the fastest way, and no protection at all. For tests and for code of your own. */
export class InlineRunner implements Runner {
  readonly #loaded = new Map<string, Promise<LoadedPlugin>>();

  async load(plugin: PluginPackage): Promise<void> {
    await this.#load(plugin);
  }

  async describe(plugin: PluginPackage, settings: Readonly<Record<string, unknown>>): Promise<ApiDescription> {
    const loaded = await this.#load(plugin);
    try {
      return loaded.describe({ ...settings });
    } catch (thrown) {
      throw descriptionFault(thrown);
    }
  }

  async run(plugin: PluginPackage, invocation: Invocation, host: InvocationHost): Promise<Outcome> {
    try {
      const action = (await this.#load(plugin)).action(invocation.action);
      const log: ActionLog = {
        info: (message, fields) => host.log('info', message, fields),
        warn: (message, fields) => host.log('warn', message, fields),
      };
      let hasEnded = false;
      const whileRunning = <Value>(work: () => Promise<Value>): Promise<Value> =>
        hasEnded ? Promise.reject(new CancelledError('The call has ended; nothing more is sent for it.')) : work();
      const context = new RunContext(invocation, log, {
        send: (request, responses) => whileRunning(() => host.send(request, responses)),
        download: (request, options = {}) => whileRunning(() => host.download(request, options)),
        readFile: ({ id }, options = {}) => whileRunning(() => host.readFile(id, options)),
      });
      const outcome = await beforeDeadline(perform(action, invocation, context), invocation.deadlineAt);
      hasEnded = true;
      return outcome;
    } catch (error) {
      return toOutcome(error);
    }
  }

  async release(plugin: PluginPackage): Promise<void> {
    this.#loaded.delete(plugin.revision);
  }

  async close(): Promise<void> {
    this.#loaded.clear();
  }

  #load(plugin: PluginPackage): Promise<LoadedPlugin> {
    const known = this.#loaded.get(plugin.revision);
    if (known) return known;
    const loading = importPlugin(plugin).catch((cause: unknown) => {
      this.#loaded.delete(plugin.revision);
      throw new PluginLoadError(plugin.name, cause instanceof Error ? cause.message : String(cause));
    });
    this.#loaded.set(plugin.revision, loading);
    return loading;
  }
}

async function importPlugin(plugin: PluginPackage): Promise<LoadedPlugin> {
  const loaded = await LoadedPlugin.import(plugin.entry, plugin.revision);
  const problem = manifestProblem(plugin, loaded.actionNames);
  if (problem !== undefined) throw new TypeError(problem);
  return loaded;
}

/** The outcome of a running action, or a timeout: its code may never settle. */
function beforeDeadline(running: Promise<Outcome>, deadlineAt: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const expire = () => resolve(toOutcome(new TimeoutError('The action did not end before the deadline of the call.')));
    const timer = setTimeout(expire, remainingMs(deadlineAt));
    void running.then((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}
