import { type ActionContext, type ActionLog, abortedAt, type HttpRequest, type HttpResponse, type Responses } from '@mortise/sdk';
import type { Invocation, InvocationHost } from './runner.ts';

/** What an action is given that runs in this process. What few actions look at is made when they do. */
export class InlineContext implements ActionContext {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
  readonly cursor?: string;
  readonly #invocation: Invocation;
  readonly #host: InvocationHost;
  #signal: AbortSignal | undefined;

  constructor(invocation: Invocation, host: InvocationHost) {
    this.#invocation = invocation;
    this.#host = host;
    this.settings = invocation.settings;
    this.idempotencyKey = invocation.idempotencyKey;
    if (invocation.cursor !== undefined) this.cursor = invocation.cursor;
  }

  get signal(): AbortSignal {
    this.#signal ??= abortedAt(this.#invocation.deadlineAt, this.#invocation.signal);
    return this.#signal;
  }

  get log(): ActionLog {
    const host = this.#host;
    return {
      info: (message, fields) => host.log('info', message, fields),
      warn: (message, fields) => host.log('warn', message, fields),
    };
  }

  /** A field, so that an action may take it out of its context. */
  readonly send = (request: HttpRequest, responses?: Responses): Promise<HttpResponse> => this.#host.send(request, responses);
}
