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
import type { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { describeIssues, FrameSender, type HostFrame, PluginFrame } from './protocol.ts';
import type { Invocation, InvocationHost, LogLevel } from './runner.ts';
import { fromWireApi, fromWireRequest, toBytes } from './wire.ts';

export type PluginLog = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

export interface CallDeskOptions {
  /** Whose expressions are evaluated with one share of the evaluator. */
  readonly group: string;
  readonly evaluator: ExpressionEvaluator;
  readonly send: (frame: HostFrame) => void;
  readonly log: PluginLog;
  /** Told whenever a call began or ended. */
  readonly onChange: () => void;
}

interface PendingCall {
  readonly host: InvocationHost;
  /** Ends the expressions that are evaluated for the call; few calls have any. */
  evaluations?: AbortController;
  settle(outcome: Outcome): void;
}

export interface DeskCall extends Invocation {
  /** Of several that the other end offers. */
  readonly application?: string | undefined;
}

type Frame<Type extends PluginFrame['type']> = Extract<PluginFrame, { type: Type }>;
/** What is said about the other end as a whole, and not about one of its calls. */
export type LifeFrame = Frame<'ready' | 'failed' | 'pong' | 'crash'>;

/** The host's end of the conversation: keeps the calls under way, and gives them what they ask the host for. */
export class CallDesk {
  readonly #options: CallDeskOptions;
  readonly #calls = new Map<number, PendingCall>();
  readonly #descriptions = new Map<number, PromiseWithResolvers<ApiDescription>>();
  #lastId = 0;

  constructor(options: CallDeskOptions) {
    this.#options = options;
  }

  /** How many calls and descriptions are waited for. */
  get size(): number {
    return this.#calls.size + this.#descriptions.size;
  }

  async describe(settings: Readonly<Record<string, unknown>>, application?: string): Promise<ApiDescription> {
    const id = ++this.#lastId;
    const pending = Promise.withResolvers<ApiDescription>();
    this.#descriptions.set(id, pending);
    this.#options.send({ type: 'describe', id, settings, ...(application !== undefined && { application }) });
    this.#options.onChange();
    return pending.promise;
  }

  /** Runs one attempt. `onExpired` is told when its deadline passes. */
  run(invocation: DeskCall, host: InvocationHost, onExpired: () => void = () => undefined): Promise<Outcome> {
    const { action, application, input, settings, cursor, idempotencyKey, task, deadlineAt, signal } = invocation;
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve(toOutcome(new CancelledError('The call was cancelled before the action began.')));
      if (deadlineAt <= performance.now()) {
        return resolve(toOutcome(new TimeoutError('The deadline of the call passed before the action began.')));
      }
      const id = ++this.#lastId;
      const settle = (outcome: Outcome) => {
        const ended = this.#calls.get(id);
        if (!this.#calls.delete(id)) return;
        ended?.evaluations?.abort();
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        resolve(outcome);
        this.#options.onChange();
      };
      const giveUp = (error: MortiseError) => {
        this.#options.send({ type: 'cancel', id });
        settle(toOutcome(error));
      };
      const cancel = () => giveUp(new CancelledError('The call was cancelled while the action was running.'));
      const expire = () => {
        onExpired();
        giveUp(new TimeoutError('The action did not end before the deadline of the call.'));
      };
      const timer = setTimeout(expire, remainingMs(deadlineAt));
      signal?.addEventListener('abort', cancel);
      this.#calls.set(id, { host, settle });
      this.#options.send({
        type: 'call',
        id,
        action,
        input,
        settings,
        idempotencyKey,
        ...(application !== undefined && { application }),
        ...(cursor !== undefined && { cursor }),
        ...(task && { task }),
      });
      this.#options.onChange();
    });
  }

  /**
   * Takes what the other end said. Returns what it said about itself as a whole; `unknown` for what is not in the protocol and
   * cannot be put down to one of its calls.
   */
  receive(received: unknown): LifeFrame | 'unknown' | undefined {
    const { data: frame, error: problem } = PluginFrame.safeParse(received);
    if (!frame) return this.#refuse(received, describeIssues(problem));
    switch (frame.type) {
      case 'pong':
      case 'ready':
      case 'failed':
      case 'crash':
        return frame;
      case 'description':
        this.#takeDescription(frame.id)?.resolve(fromWireApi(frame.api));
        return undefined;
      case 'undescribed':
        this.#takeDescription(frame.id)?.reject(new ReportedError(frame.error));
        return undefined;
      case 'request':
        void this.#send(frame);
        return undefined;
      case 'read':
        void this.#read(frame);
        return undefined;
      case 'evaluate':
        void this.#evaluate(frame);
        return undefined;
      case 'result':
        this.#calls.get(frame.id)?.settle(frame.outcome);
        return undefined;
      case 'log':
        this.#write(frame);
        return undefined;
    }
  }

  /** Ends all that is waited for: the other end is gone. */
  abandon(error: MortiseError): void {
    for (const call of [...this.#calls.values()]) call.settle(toOutcome(error));
    for (const id of [...this.#descriptions.keys()]) this.#takeDescription(id)?.reject(error);
  }

  /** A frame that does not fit fails the call that sent it: its author's mistake is no reason to end the calls of others. */
  #refuse(received: unknown, problem: string): 'unknown' | undefined {
    const { data: sender } = FrameSender.safeParse(received);
    const detail = `What it sent does not fit. ${problem}`;
    if (sender?.type === 'request' || sender?.type === 'read' || sender?.type === 'evaluate') {
      this.#options.send({ type: 'refusal', exchange: sender.exchange, error: new RequestError(detail).toJSON() });
    } else if (sender?.type === 'result') {
      this.#calls.get(sender.id)?.settle(toOutcome(new ActionError(`The outcome of the action: ${detail}`)));
    } else if (sender?.type === 'description') {
      this.#takeDescription(sender.id)?.reject(new ActionError(`What the application says about its API: ${detail}`));
    } else if (sender?.type === 'log') {
      this.#options.log('warn', `A line for the log was dropped. ${detail}`);
    } else return 'unknown';
    return undefined;
  }

  #takeDescription(id: number): PromiseWithResolvers<ApiDescription> | undefined {
    const pending = this.#descriptions.get(id);
    this.#descriptions.delete(id);
    this.#options.onChange();
    return pending;
  }

  async #send({ id, exchange, request, responses, download }: Frame<'request'>): Promise<void> {
    const call = this.#calls.get(id);
    try {
      if (!call) throw new CancelledError('The call has ended; nothing more is sent for it.');
      if (download) {
        const file = await call.host.download(fromWireRequest(request), { responses, ...download });
        this.#options.send({ type: 'file', exchange, file });
        return;
      }
      const { body, ...answer } = await call.host.send(fromWireRequest(request), responses);
      this.#options.send({ type: 'response', exchange, ...answer, body: toBytes(body) });
    } catch (thrown) {
      this.#answerRefusal(exchange, thrown);
    }
  }

  async #read({ id, exchange, file, maxBytes }: Frame<'read'>): Promise<void> {
    const call = this.#calls.get(id);
    try {
      if (!call) throw new CancelledError('The call has ended; nothing more is read for it.');
      const content = await call.host.readFile(file, { maxBytes });
      this.#options.send({ type: 'content', exchange, content: toBytes(content) });
    } catch (thrown) {
      this.#answerRefusal(exchange, thrown);
    }
  }

  async #evaluate({ id, exchange, expression, input }: Frame<'evaluate'>): Promise<void> {
    const call = this.#calls.get(id);
    try {
      if (!call) throw new CancelledError('The call has ended; nothing more is evaluated for it.');
      call.evaluations ??= new AbortController();
      const { signal } = call.evaluations;
      const { evaluator, group } = this.#options;
      const output = await evaluator.evaluate(expression, input, { signal, group });
      this.#options.send({ type: 'evaluation', exchange, output });
    } catch (thrown) {
      this.#answerRefusal(exchange, thrown);
    }
  }

  #answerRefusal(exchange: number, thrown: unknown): void {
    const error = isMortiseError(thrown)
      ? thrown
      : new ActionError(`The request failed in the host: ${String(thrown)}`, { cause: thrown });
    this.#options.send({ type: 'refusal', exchange, error: error.toJSON() });
  }

  #write({ id, level, message, fields }: Frame<'log'>): void {
    const call = id === undefined ? undefined : this.#calls.get(id);
    if (call) call.host.log(level, message, fields);
    else this.#options.log(level, message, fields);
  }
}
