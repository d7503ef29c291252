import { type ChildProcess, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { type ApiDescription, type MortiseError, type Outcome, toOutcome } from '@mortise/sdk';
import type { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { PluginCrashedError } from '../errors/plugin-crashed-error.ts';
import { PluginLoadError } from '../errors/plugin-load-error.ts';
import { PluginUnresponsiveError } from '../errors/plugin-unresponsive-error.ts';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import { CallDesk, type PluginLog } from './call-desk.ts';
import { FrameChannel } from './frame-channel.ts';
import { manifestProblem } from './loaded-plugin.ts';
import { nodeArguments, pluginEnvironment } from './node-arguments.ts';
import { forwardOutput } from './plugin-output.ts';
import { channelDescriptor, type HostFrame } from './protocol.ts';
import type { Invocation, InvocationHost } from './runner.ts';
import { Watchdog } from './watchdog.ts';

/** What a plugin's process may take. */
export interface ProcessLimits {
  /** Resident memory in megabytes; beyond it the process is ended. */
  readonly memoryMegabytes: number;
  /** Milliseconds without a sign of life, once it is loaded, after which it is ended. */
  readonly unresponsiveAfterMs: number;
  /** Milliseconds to load the plugin's code. */
  readonly loadTimeoutMs: number;
}

const channelGraceMs = 50;

/** One running process of one plugin. Ends for good when it exits; a supervisor starts the next. */
export class PluginProcess {
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
  readonly #plugin: PluginPackage;
  readonly #log: PluginLog;
  readonly #child: ChildProcess;
  readonly #channel: FrameChannel<HostFrame>;
  readonly #watchdog: Watchdog;
  readonly #ready = Promise.withResolvers<void>();
  readonly #desk: CallDesk;
  #endReason: string | undefined;
  #isLoading = true;
  #isUnresponsive = false;
  #isRetired = false;
  #hasExited = false;

  constructor(plugin: PluginPackage, limits: ProcessLimits, evaluator: ExpressionEvaluator, log: PluginLog) {
    const { memoryMegabytes, unresponsiveAfterMs, loadTimeoutMs } = limits;
    this.#plugin = plugin;
    this.#log = log;
    this.#child = spawn(process.execPath, nodeArguments(plugin, memoryMegabytes), {
      cwd: plugin.directory,
      env: pluginEnvironment(),
      // A session of its own: an interrupt at the terminal is for the host, which lets calls end first.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.exited = this.#followExit();
    this.#channel = new FrameChannel<HostFrame>(channelOf(this.#child), {
      onFrame: (frame) => this.#receive(frame),
      // A process that ends takes the channel with it; its exit, which follows at once, says more than the broken channel does.
      onBroken: (reason) => setTimeout(() => this.#end(reason), channelGraceMs),
      onActivity: () => this.#watchdog.heard(),
    });
    this.#desk = new CallDesk({
      group: plugin.name,
      evaluator,
      send: (frame) => this.#channel.send(frame),
      log,
      onChange: () => this.#noteWork(),
    });
    this.#watchdog = new Watchdog({
      pid: this.#child.pid,
      memoryMegabytes,
      unresponsiveAfterMs,
      ping: () => this.#channel.send({ type: 'ping' }),
      // How long it may take to load has a limit of its own.
      onSilent: () => !this.#isLoading && this.#endUnresponsive(),
      onTooLarge: (megabytes) => this.#end(`it used ${Math.round(megabytes)} MB of memory, ${memoryMegabytes} are allowed`),
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) forwardOutput(stream, (text) => this.#onPrinted(text));
    const loadTimer = setTimeout(() => this.#end(`it was not loaded within ${loadTimeoutMs} ms`), loadTimeoutMs);
    const stopTimer = () => {
      clearTimeout(loadTimer);
      this.#isLoading = false;
    };
    this.ready = this.#ready.promise;
    // Also takes a failure that nobody waits for yet; whoever starts a call waits for `ready` and is told.
    this.ready.then(stopTimer, stopTimer);
  }

  get isUsable(): boolean {
    return !this.#hasExited && !this.#isRetired && this.#endReason === undefined;
  }

  /** Settles once it is known whether the process still answers, after one of its calls ran out of time. */
  trusted(): Promise<void> {
    return this.#watchdog.trusted();
  }

  async describe(settings: Readonly<Record<string, unknown>>): Promise<ApiDescription> {
    if (!this.isUsable) throw this.#crash(false);
    return this.#desk.describe(settings);
  }

  async run(invocation: Invocation, host: InvocationHost): Promise<Outcome> {
    // It may have ended between being chosen and being used.
    if (!this.isUsable) return toOutcome(this.#crash(false));
    return this.#desk.run(invocation, host, () => this.#watchdog.suspect());
  }

  /** Lets the calls in flight end, then ends the process. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    this.#noteWork();
    await this.exited;
  }

  #receive(received: unknown): void {
    const said = this.#desk.receive(received);
    if (said === undefined) return;
    if (said === 'unknown') this.#end('it said something that is not in the protocol');
    else if (said.type === 'ready') this.#onLoaded(said.actions);
    else if (said.type !== 'pong') this.#endReason ??= said.reason;
  }

  #onLoaded(actions: readonly string[]): void {
    const problem = manifestProblem(this.#plugin, actions);
    if (problem === undefined) this.#ready.resolve();
    else this.#end(problem);
  }

  #onPrinted(text: string): void {
    this.#log('info', text);
    if (text.includes('heap out of memory')) this.#endReason ??= 'its heap ran out of memory';
  }

  #noteWork(): void {
    const isBusy = this.#desk.size > 0;
    this.#watchdog.isBusy = isBusy;
    if (this.#isRetired && !isBusy) this.#end('it is no longer needed');
  }

  #endUnresponsive(): void {
    this.#isUnresponsive = true;
    this.#end('it gave no sign of life');
  }

  #end(reason: string): void {
    this.#endReason ??= reason;
    this.#child.kill('SIGKILL');
  }

  #crash(wasAlone: boolean, reason = this.#endReason ?? 'it is being ended'): MortiseError {
    const { name } = this.#plugin;
    return this.#isUnresponsive ? new PluginUnresponsiveError(name, wasAlone) : new PluginCrashedError(name, reason, wasAlone);
  }

  #followExit(): Promise<void> {
    return new Promise((resolve) => {
      const onEnd = (reason: string) => {
        this.#onExit(reason);
        resolve();
      };
      this.#child.once('error', (error) => onEnd(error.message));
      this.#child.once('exit', (code, signal) => onEnd(signal ? `it was ended by ${signal}` : `it exited with code ${code}`));
    });
  }

  #onExit(exitReason: string): void {
    if (this.#hasExited) return;
    this.#hasExited = true;
    this.#watchdog.stop();
    const reason = this.#endReason ?? exitReason;
    this.#ready.reject(new PluginLoadError(this.#plugin.name, reason));
    const error = this.#crash(this.#desk.size === 1, reason);
    this.#desk.abandon(error);
    if (!this.#isRetired) this.#log('warn', `The process ended: ${reason}`);
  }
}

function channelOf(child: ChildProcess): Duplex {
  const stream = child.stdio[channelDescriptor];
  if (!(stream instanceof Duplex)) throw new TypeError('The channel to the plugin could not be opened.');
  return stream;
}
