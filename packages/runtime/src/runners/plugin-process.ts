import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import {
  type ApiDescription,
  CancelledError,
  isMortiseError,
  type MortiseError,
  NetworkError,
  type Outcome,
  ReportedError,
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
import { nodeArguments, pluginEnvironment } from './node-arguments.ts';
import { channelDescriptor, type Description, type HostFrame, PluginFrame } from './protocol.ts';
import { residentMegabytes } from './resident-memory.ts';
import type { Invocation, InvocationHost, LogLevel } from './runner.ts';
import { fromWireRequest, toBytes } from './wire.ts';

/** What a plugin's process may take. */
export interface ProcessLimits {
  /** Resident memory in megabytes; beyond it the process is ended. */
  readonly memoryMegabytes: number;
  /** Milliseconds without a sign of life, while it has work, after which it is ended. */
  readonly unresponsiveAfterMs: number;
  /** Milliseconds to load the plugin's code. */
  readonly loadTimeoutMs: number;
}

export type PluginLog = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

interface PendingCall {
  readonly host: InvocationHost;
  settle(outcome: Outcome): void;
}

type RequestFrame = Extract<PluginFrame, { type: 'request' }>;

const tickMs = 250;
/** How long a process may take to answer a ping after one of its calls ran out of time. */
const doubtMs = 300;
const channelGraceMs = 50;

/** One running process of one plugin. Ends for good when it exits; a supervisor starts the next. */
export class PluginProcess {
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
  readonly #plugin: PluginPackage;
  readonly #limits: ProcessLimits;
  readonly #log: PluginLog;
  readonly #child: ChildProcess;
  readonly #channel: FrameChannel<HostFrame>;
  readonly #ready = Promise.withResolvers<void>();
  readonly #calls = new Map<number, PendingCall>();
  readonly #descriptions = new Map<number, PromiseWithResolvers<ApiDescription>>();
  #lastId = 0;
  #silentTicks = 0;
  #watchdog: NodeJS.Timeout | undefined;
  #doubt: PromiseWithResolvers<void> | undefined;
  #endReason: string | undefined;
  #isUnresponsive = false;
  #isRetired = false;
  #hasExited = false;

  constructor(plugin: PluginPackage, limits: ProcessLimits, log: PluginLog) {
    this.#plugin = plugin;
    this.#limits = limits;
    this.#log = log;
    this.#child = spawn(process.execPath, nodeArguments(plugin, limits.memoryMegabytes), {
      cwd: plugin.directory,
      env: pluginEnvironment(),
      // A session of its own: an interrupt at the terminal is for the host, which lets calls end first.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#channel = new FrameChannel<HostFrame>(
      channelOf(this.#child),
      (frame) => this.#receive(frame),
      (reason) => this.#onChannelBroken(reason),
    );
    this.#forwardOutput();
    this.ready = this.#ready.promise;
    // Whoever starts a call waits for `ready` too; this only keeps a failure from counting as unhandled until then.
    this.ready.catch(() => undefined);
    this.exited = new Promise((resolve) => {
      const onEnd = (reason: string) => {
        this.#onExit(reason);
        resolve();
      };
      this.#child.once('error', (error) => onEnd(error.message));
      this.#child.once('exit', (code, signal) => onEnd(signal ? `it was ended by ${signal}` : `it exited with code ${code}`));
    });
    const loadTimer = setTimeout(() => this.#end(`it was not loaded within ${limits.loadTimeoutMs} ms`), limits.loadTimeoutMs);
    const stopTimer = () => clearTimeout(loadTimer);
    this.ready.then(stopTimer, stopTimer);
  }

  get isUsable(): boolean {
    return !this.#hasExited && !this.#isRetired && this.#endReason === undefined;
  }

  /** Settles once it is known whether the process still answers, after one of its calls ran out of time. */
  async trusted(): Promise<void> {
    await this.#doubt?.promise;
  }

  describe(settings: Readonly<Record<string, unknown>>): Promise<ApiDescription> {
    const id = ++this.#lastId;
    const pending = Promise.withResolvers<ApiDescription>();
    this.#descriptions.set(id, pending);
    this.#channel.send({ type: 'describe', id, settings });
    this.#watch();
    return pending.promise;
  }

  run(
    { action, input, settings, cursor, idempotencyKey, deadlineAt, signal }: Invocation,
    host: InvocationHost,
  ): Promise<Outcome> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        if (!this.#calls.delete(id)) return;
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        resolve(outcome);
        this.#onIdle();
      };
      const giveUp = (error: MortiseError) => {
        this.#channel.send({ type: 'cancel', id });
        settle(toOutcome(error));
      };
      const cancel = () => giveUp(new CancelledError('The call was cancelled while the action was running.'));
      const timer = setTimeout(() => {
        this.#suspect();
        giveUp(new TimeoutError('The action did not end before the deadline of the call.'));
      }, remainingMs(deadlineAt));
      signal?.addEventListener('abort', cancel);
      this.#calls.set(id, { host, settle });
      this.#channel.send({ type: 'call', id, action, input, settings, idempotencyKey, ...(cursor !== undefined && { cursor }) });
      this.#watch();
    });
  }

  /** Lets the calls in flight end, then ends the process. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    this.#onIdle();
    await this.exited;
  }

  #receive(received: unknown): void {
    this.#silentTicks = 0;
    this.#doubt?.resolve();
    const { data: frame } = PluginFrame.safeParse(received);
    if (!frame) {
      this.#end('it said something that is not in the protocol');
      return;
    }
    switch (frame.type) {
      case 'pong':
        return;
      case 'ready':
        this.#ready.resolve();
        return;
      case 'failed':
      case 'crash':
        this.#endReason ??= frame.reason;
        return;
      case 'description':
        this.#takeDescription(frame.id)?.resolve(toApiDescription(frame.api));
        return;
      case 'request':
        void this.#send(frame);
        return;
      case 'result':
        this.#settle(frame.id, frame.outcome);
        return;
      case 'log':
        this.#write(frame.id, frame.level, frame.message, frame.fields);
        return;
    }
  }

  #settle(id: number, outcome: Outcome): void {
    this.#calls.get(id)?.settle(outcome);
    // A description that failed is reported as an outcome too.
    if ('error' in outcome && outcome.error) this.#takeDescription(id)?.reject(new ReportedError(outcome.error));
  }

  #takeDescription(id: number): PromiseWithResolvers<ApiDescription> | undefined {
    const pending = this.#descriptions.get(id);
    this.#descriptions.delete(id);
    this.#onIdle();
    return pending;
  }

  async #send({ id, exchange, request, responses }: RequestFrame): Promise<void> {
    const call = this.#calls.get(id);
    try {
      if (!call) throw new CancelledError('The call has ended; nothing more is sent for it.');
      const answer = await call.host.send(fromWireRequest(request), responses);
      this.#channel.send({
        type: 'response',
        exchange,
        status: answer.status,
        headers: answer.headers,
        body: toBytes(answer.body),
      });
    } catch (thrown) {
      const error = isMortiseError(thrown) ? thrown : new NetworkError('The request could not be sent.', { cause: thrown });
      this.#channel.send({ type: 'refusal', exchange, error: error.toJSON() });
    }
  }

  #write(id: number | undefined, level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    const call = id === undefined ? undefined : this.#calls.get(id);
    if (call) call.host.log(level, message, fields);
    else this.#log(level, message, fields);
  }

  /** Pings and weighs the process for as long as it has work. */
  #watch(): void {
    if (this.#watchdog) return;
    this.#silentTicks = 0;
    this.#watchdog = setInterval(() => void this.#tick(), tickMs);
    this.#watchdog.unref();
  }

  async #tick(): Promise<void> {
    // Ticks are counted rather than time: a host that was itself held up must not blame the plugin.
    if (++this.#silentTicks * tickMs > this.#limits.unresponsiveAfterMs) {
      this.#endUnresponsive();
      return;
    }
    this.#channel.send({ type: 'ping' });
    const megabytes = await residentMegabytes(this.#child.pid);
    if (megabytes > this.#limits.memoryMegabytes)
      this.#end(`it used ${Math.round(megabytes)} MB of memory, ${this.#limits.memoryMegabytes} are allowed`);
  }

  /** After a call ran out of time: either the process answers at once, or it hangs and is ended before the next call joins it. */
  #suspect(): void {
    if (this.#doubt) return;
    const doubt = Promise.withResolvers<void>();
    this.#doubt = doubt;
    this.#channel.send({ type: 'ping' });
    const timer = setTimeout(() => this.#endUnresponsive(), doubtMs);
    void doubt.promise.then(() => {
      clearTimeout(timer);
      this.#doubt = undefined;
    });
  }

  #endUnresponsive(): void {
    this.#isUnresponsive = true;
    this.#end('it gave no sign of life');
  }

  /** A process that ends takes the channel with it; its exit, which follows at once, says more than the broken channel does. */
  #onChannelBroken(reason: string): void {
    setTimeout(() => this.#end(reason), channelGraceMs);
  }

  #end(reason: string): void {
    this.#endReason ??= reason;
    this.#child.kill('SIGKILL');
  }

  #onIdle(): void {
    if (this.#calls.size + this.#descriptions.size > 0) return;
    clearInterval(this.#watchdog);
    this.#watchdog = undefined;
    if (this.#isRetired) this.#end('it is no longer needed');
  }

  #onExit(exitReason: string): void {
    if (this.#hasExited) return;
    this.#hasExited = true;
    const reason = this.#endReason ?? exitReason;
    this.#ready.reject(new PluginLoadError(this.#plugin.name, reason));
    this.#doubt?.resolve();
    const pending = [...this.#calls.values()];
    const isAlone = pending.length + this.#descriptions.size === 1;
    const error = this.#isUnresponsive
      ? new PluginUnresponsiveError(this.#plugin.name, isAlone)
      : new PluginCrashedError(this.#plugin.name, reason, isAlone);
    for (const call of pending) call.settle(toOutcome(error));
    for (const id of [...this.#descriptions.keys()]) this.#takeDescription(id)?.reject(error);
    clearInterval(this.#watchdog);
    if (!this.#isRetired) this.#log('warn', `The process of ${this.#plugin.name} ended: ${reason}`);
  }

  /** What the plugin prints, a piece at a time and never more than a little. */
  #forwardOutput(): void {
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      let printed = 0;
      stream?.setEncoding('utf8').on('data', (text: string) => {
        if (printed > maxPrinted) return;
        printed += text.length;
        this.#log('info', text.slice(0, maxPrintedAtOnce).trimEnd());
        if (text.includes('heap out of memory')) this.#endReason ??= 'its heap ran out of memory';
        if (printed > maxPrinted) this.#log('warn', `${this.#plugin.name} prints a lot; the rest is dropped.`);
      });
    }
  }
}

const maxPrinted = 256 * 1024;
const maxPrintedAtOnce = 2000;

function channelOf(child: ChildProcess): Duplex {
  const stream = child.stdio[channelDescriptor];
  if (!stream || !('write' in stream) || !('read' in stream))
    throw new TypeError('The channel to the plugin could not be opened.');
  return stream as Duplex;
}

function toApiDescription({ test, ...api }: z.infer<typeof Description>): ApiDescription {
  return test ? { ...api, test: fromWireRequest(test) } : api;
}
