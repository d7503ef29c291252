import {
  type Action,
  type ActionLog,
  type ApiDescription,
  type FileReference,
  type HttpResponse,
  isMortiseError,
  ReportedError,
  toOutcome,
} from '@mortise/sdk';
import { descriptionFault } from '../errors/plugin-broken-error.ts';
import type { HostFrame, PluginFrame } from './protocol.ts';
import { perform } from './webhook-task.ts';
import { fromBytes, toWireApi, toWireFields, toWireOutcome, toWireRequest } from './wire.ts';

type Frame<Type extends HostFrame['type']> = Extract<HostFrame, { type: Type }>;
type OwnFrame<Type extends PluginFrame['type']> = Extract<PluginFrame, { type: Type }>;
type Question =
  | Omit<OwnFrame<'request'>, 'exchange'>
  | Omit<OwnFrame<'read'>, 'exchange'>
  | Omit<OwnFrame<'evaluate'>, 'exchange'>;

/** The code that a worker runs. Both throw where there is no such thing. */
export interface WorkerCode {
  action(name: string, application: string | undefined): Action;
  describe(settings: Record<string, unknown>, application: string | undefined): ApiDescription;
}

/** The end of the conversation where actions run: executes what the host asks for, and asks the host for what they need. */
export class ActionWorker {
  readonly #code: WorkerCode;
  readonly #send: (frame: PluginFrame) => void;
  readonly #running = new Set<number>();
  readonly #cancellations = new Map<number, AbortController>();
  readonly #exchanges = new Map<number, PromiseWithResolvers<HttpResponse>>();
  readonly #evaluations = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #downloads = new Map<number, PromiseWithResolvers<FileReference>>();
  readonly #readings = new Map<number, PromiseWithResolvers<Uint8Array>>();
  #lastExchange = 0;

  constructor(code: WorkerCode, send: (frame: PluginFrame) => void) {
    this.#code = code;
    this.#send = send;
  }

  /** How many calls are under way. */
  get inFlight(): number {
    return this.#running.size;
  }

  receive(frame: HostFrame): void {
    switch (frame.type) {
      case 'ping':
        this.#send({ type: 'pong' });
        return;
      case 'describe':
        this.#describe(frame);
        return;
      case 'call':
        void this.#call(frame);
        return;
      case 'cancel':
        if (this.#running.has(frame.id)) this.#cancellationOf(frame.id).abort();
        return;
      case 'response':
        this.#answer(frame);
        return;
      case 'evaluation':
        take(this.#evaluations, frame.exchange)?.resolve(frame.output);
        return;
      case 'file':
        take(this.#downloads, frame.exchange)?.resolve(frame.file);
        return;
      case 'content':
        take(this.#readings, frame.exchange)?.resolve(fromBytes(frame.content));
        return;
      case 'refusal':
        this.#refuse(frame.exchange, new ReportedError(frame.error));
        return;
    }
  }

  /** Nobody waits for the calls under way any more: their signals are aborted, and what they ask for is refused. */
  abandon(reason: Error): void {
    for (const id of this.#running) this.#cancellationOf(id).abort();
    for (const waiting of [this.#exchanges, this.#evaluations, this.#downloads, this.#readings]) {
      for (const exchange of [...waiting.keys()]) this.#refuse(exchange, reason);
    }
  }

  #describe({ id, settings, application }: Frame<'describe'>): void {
    try {
      this.#send({ type: 'description', id, api: toWireApi(this.#code.describe(settings, application)) });
    } catch (thrown) {
      this.#send({ type: 'undescribed', id, error: descriptionFault(thrown).toJSON() });
    }
  }

  async #call({ id, action, application, input, task, settings, cursor, idempotencyKey }: Frame<'call'>): Promise<void> {
    this.#running.add(id);
    const cancellationOf = () => this.#cancellationOf(id);
    try {
      const outcome = await perform(
        this.#code.action(action, application),
        { input, task },
        {
          settings,
          idempotencyKey,
          ...(cursor !== undefined && { cursor }),
          log: this.#logFor(id),
          get signal() {
            return cancellationOf().signal;
          },
          send: (request, responses) =>
            this.#ask(this.#exchanges, {
              type: 'request',
              id,
              request: toWireRequest(request),
              ...(responses !== undefined && { responses }),
            }),
          download: (request, { responses, maxBytes, filename } = {}) =>
            this.#ask(this.#downloads, {
              type: 'request',
              id,
              request: toWireRequest(request),
              ...(responses !== undefined && { responses }),
              download: { ...(maxBytes !== undefined && { maxBytes }), ...(filename !== undefined && { filename }) },
            }),
          readFile: ({ id: file }, { maxBytes } = {}) =>
            this.#ask(this.#readings, { type: 'read', id, file, ...(maxBytes !== undefined && { maxBytes }) }),
          evaluate: (expression, value) => this.#ask(this.#evaluations, { type: 'evaluate', id, expression, input: value }),
        },
      );
      this.#send({ type: 'result', id, outcome: toWireOutcome(outcome) });
    } catch (error) {
      this.#send({ type: 'result', id, outcome: toOutcome(error) });
    } finally {
      this.#running.delete(id);
      this.#cancellations.delete(id);
    }
  }

  /** Asks the host for something; the answer names the same exchange. */
  #ask<Value>(waiting: Map<number, PromiseWithResolvers<Value>>, question: Question): Promise<Value> {
    const exchange = ++this.#lastExchange;
    const pending = Promise.withResolvers<Value>();
    waiting.set(exchange, pending);
    this.#send({ ...question, exchange });
    return pending.promise;
  }

  /** Made on first use: few actions ask for it. */
  #cancellationOf(id: number): AbortController {
    const known = this.#cancellations.get(id) ?? new AbortController();
    this.#cancellations.set(id, known);
    return known;
  }

  #logFor(id: number): ActionLog {
    const write = (level: 'info' | 'warn') => (message: string, fields?: Readonly<Record<string, unknown>>) =>
      this.#send({ type: 'log', id, level, message: String(message), ...(fields && { fields: toWireFields(fields) }) });
    return { info: write('info'), warn: write('warn') };
  }

  #answer({ exchange, type: _type, body, ...answer }: Frame<'response'>): void {
    take(this.#exchanges, exchange)?.resolve({ ...answer, body: fromBytes(body) });
  }

  #refuse(exchange: number, reason: Error): void {
    for (const waiting of [this.#exchanges, this.#evaluations, this.#downloads, this.#readings]) {
      waiting.get(exchange)?.reject(reason);
      waiting.delete(exchange);
    }
  }
}

/** What was thrown, in words for whoever wrote the code. */
export function describeThrown(thrown: unknown): string {
  if (isMortiseError(thrown)) return thrown.message;
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

function take<Value>(waiting: Map<number, Value>, exchange: number): Value | undefined {
  const pending = waiting.get(exchange);
  waiting.delete(exchange);
  return pending;
}
