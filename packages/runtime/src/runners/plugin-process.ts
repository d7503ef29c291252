import { type ChildProcess, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import {
  ActionError,
  type ApiDescription,
  CancelledError,
  isMortiseError,
  type MortiseError,
  type Outcome,
  ReportedError,
  RequestError,
  remainingMs,
  TimeoutError,
  toOutcome,
} from '@mortise/sdk';
import type { z } from 'zod';
import { PluginCrashedError } from '../errors/plugin-crashed-error.ts';
import { PluginLoadError } from '../errors/plugin-load-error.ts';
import { PluginUnresponsiveError } from '../errors/plugin-unresponsive-error.ts';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import { FrameChannel } from './frame-channel.ts';
import { manifestProblem } from './loaded-plugin.ts';
import { nodeArguments, pluginEnvironment } from './node-arguments.ts';
import { forwardOutput } from './plugin-output.ts';
import { channelDescriptor, describeIssues, FrameSender, type HostFrame, PluginFrame } from './protocol.ts';
import type { Invocation, InvocationHost, LogLevel } from './runner.ts';
import { Watchdog } from './watchdog.ts';
import { fromWireApi, fromWireRequest, toBytes } from './wire.ts';

/** What a plugin's process may take. */
export interface ProcessLimits {
  /** Resident memory in megabytes; beyond it the process is ended. */
  readonly memoryMegabytes: number;
  /** Milliseconds without a sign of life after which it is ended. */
  readonly unresponsiveAfterMs: number;
  /** Milliseconds to load the plugin's code. */
  readonly loadTimeoutMs: number;
}

export type PluginLog = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

interface PendingCall {
  readonly host: InvocationHost;
  settle(outcome: Outcome): void;
}

type Frame<Type extends PluginFrame['type']> = Extract<PluginFrame, { type: Type }>;

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
  readonly #calls = new Map<number, PendingCall>();
  readonly #descriptions = new Map<number, PromiseWithResolvers<ApiDescription>>();
  #lastId = 0;
  #endReason: string | undefined;
  #isUnresponsive = false;
  #isRetired = false;
  #hasExited = false;

  constructor(plugin: PluginPackage, { memoryMegabytes, unresponsiveAfterMs, loadTimeoutMs }: ProcessLimits, log: PluginLog) {
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
    this.#watchdog = new Watchdog({
      pid: this.#child.pid,
      memoryMegabytes,
      unresponsiveAfterMs,
      ping: () => this.#channel.send({ type: 'ping' }),
      onSilent: () => this.#endUnresponsive(),
      onTooLarge: (megabytes) => this.#end(`it used ${Math.round(megabytes)} MB of memory, ${memoryMegabytes} are allowed`),
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) forwardOutput(stream, (text) => this.#onPrinted(text));
    const loadTimer = setTimeout(() => this.#end(`it was not loaded within ${loadTimeoutMs} ms`), loadTimeoutMs);
    const stopTimer = () => clearTimeout(loadTimer);
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
    const id = ++this.#lastId;
    const pending = Promise.withResolvers<ApiDescription>();
    this.#descriptions.set(id, pending);
    this.#channel.send({ type: 'describe', id, settings });
    this.#noteWork();
    return pending.promise;
  }

  run(invocation: Invocation, host: InvocationHost): Promise<Outcome> {
    const { action, input, settings, cursor, idempotencyKey, deadlineAt, signal } = invocation;
    return new Promise((resolve) => {
      // It may have ended between being chosen and being used.
      if (!this.isUsable) return resolve(toOutcome(this.#crash(false)));
      if (signal?.aborted) return resolve(toOutcome(new CancelledError('The call was cancelled before the action began.')));
      if (deadlineAt <= performance.now()) {
        return resolve(toOutcome(new TimeoutError('The deadline of the call passed before the action began.')));
      }
      const id = ++this.#lastId;
      const settle = (outcome: Outcome) => {
        if (!this.#calls.delete(id)) return;
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        resolve(outcome);
        this.#noteWork();
      };
      const giveUp = (error: MortiseError) => {
        this.#channel.send({ type: 'cancel', id });
        settle(toOutcome(error));
      };
      const cancel = () => giveUp(new CancelledError('The call was cancelled while the action was running.'));
      const expire = () => {
        this.#watchdog.suspect();
        giveUp(new TimeoutError('The action did not end before the deadline of the call.'));
      };
      const timer = setTimeout(expire, remainingMs(deadlineAt));
      signal?.addEventListener('abort', cancel);
      this.#calls.set(id, { host, settle });
      this.#channel.send({ type: 'call', id, action, input, settings, idempotencyKey, ...(cursor !== undefined && { cursor }) });
      this.#noteWork();
    });
  }

  /** Lets the calls in flight end, then ends the process. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    this.#noteWork();
    await this.exited;
  }

  #receive(received: unknown): void {
    const { data: frame, error: problem } = PluginFrame.safeParse(received);
    if (!frame) {
      this.#refuse(received, problem);
      return;
    }
    switch (frame.type) {
      case 'pong':
        return;
      case 'ready':
        this.#onLoaded(frame.actions);
        return;
      case 'failed':
      case 'crash':
        this.#endReason ??= frame.reason;
        return;
      case 'description':
        this.#takeDescription(frame.id)?.resolve(fromWireApi(frame.api));
        return;
      case 'undescribed':
        this.#takeDescription(frame.id)?.reject(new ReportedError(frame.error));
        return;
      case 'request':
        void this.#send(frame);
        return;
      case 'result':
        this.#calls.get(frame.id)?.settle(frame.outcome);
        return;
      case 'log':
        this.#write(frame);
        return;
    }
  }

  #onLoaded(actions: readonly string[]): void {
    const problem = manifestProblem(this.#plugin, actions);
    if (problem === undefined) this.#ready.resolve();
    else this.#end(problem);
  }

  /** A frame that does not fit fails the call that sent it: its author's mistake is no reason to end the calls of others. */
  #refuse(received: unknown, problem: z.ZodError): void {
    const { data: sender } = FrameSender.safeParse(received);
    const detail = `What it sent does not fit. ${describeIssues(problem)}`;
    if (sender?.type === 'request') {
      this.#channel.send({ type: 'refusal', exchange: sender.exchange, error: new RequestError(detail).toJSON() });
    } else if (sender?.type === 'result') {
      this.#calls.get(sender.id)?.settle(toOutcome(new ActionError(`The outcome of the action: ${detail}`)));
    } else if (sender?.type === 'description') {
      this.#takeDescription(sender.id)?.reject(new ActionError(`What the application says about its API: ${detail}`));
    } else if (sender?.type === 'log') {
      this.#log('warn', `A line for the log was dropped. ${detail}`);
    } else this.#end('it said something that is not in the protocol');
  }

  #takeDescription(id: number): PromiseWithResolvers<ApiDescription> | undefined {
    const pending = this.#descriptions.get(id);
    this.#descriptions.delete(id);
    this.#noteWork();
    return pending;
  }

  async #send({ id, exchange, request, responses }: Frame<'request'>): Promise<void> {
    const call = this.#calls.get(id);
    try {
      if (!call) throw new CancelledError('The call has ended; nothing more is sent for it.');
      const { status, headers, body } = await call.host.send(fromWireRequest(request), responses);
      this.#channel.send({ type: 'response', exchange, status, headers, body: toBytes(body) });
    } catch (thrown) {
      const error = isMortiseError(thrown)
        ? thrown
        : new ActionError(`The request failed in the host: ${String(thrown)}`, { cause: thrown });
      this.#channel.send({ type: 'refusal', exchange, error: error.toJSON() });
    }
  }

  #write({ id, level, message, fields }: Frame<'log'>): void {
    const call = id === undefined ? undefined : this.#calls.get(id);
    if (call) call.host.log(level, message, fields);
    else this.#log(level, message, fields);
  }

  #onPrinted(text: string): void {
    this.#log('info', text);
    if (text.includes('heap out of memory')) this.#endReason ??= 'its heap ran out of memory';
  }

  #noteWork(): void {
    const isBusy = this.#calls.size + this.#descriptions.size > 0;
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
    const error = this.#crash(this.#calls.size + this.#descriptions.size === 1, reason);
    for (const call of [...this.#calls.values()]) call.settle(toOutcome(error));
    for (const id of [...this.#descriptions.keys()]) this.#takeDescription(id)?.reject(error);
    if (!this.#isRetired) this.#log('warn', `The process ended: ${reason}`);
  }
}

function channelOf(child: ChildProcess): Duplex {
  const stream = child.stdio[channelDescriptor];
  if (!(stream instanceof Duplex)) throw new TypeError('The channel to the plugin could not be opened.');
  return stream;
}
