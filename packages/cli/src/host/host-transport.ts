import type { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { HostError } from './answers.ts';
import { notMortise, tooLate, unreachable } from './host-errors.ts';
import { toContract } from './to-contract.ts';

export interface HostTransportOptions {
  readonly address: string;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
}

interface SendOptions {
  readonly body?: unknown;
  readonly timeoutMs?: number;
  /** Statuses from 400 on that carry an answer all the same. */
  readonly accepts?: readonly number[];
}

/** Something that happened in a host. */
export interface HostEvent {
  readonly type: string;
  readonly data: unknown;
}

const answerWithinMs = 15_000;

/** Sends requests to a host and checks what comes back. Throws a CommandError for whatever goes wrong. */
export class HostTransport {
  readonly address: string;
  readonly #token: string | undefined;
  readonly #signal: AbortSignal;

  constructor({ address, token, signal }: HostTransportOptions) {
    this.address = address;
    this.#token = token;
    this.#signal = signal;
  }

  async send<Answer>(method: string, path: string, schema: z.ZodType<Answer>, options: SendOptions = {}): Promise<Answer> {
    const { status, text } = await this.#fetch(method, path, options);
    const json = parse(text);
    if (status >= 400 && !options.accepts?.includes(status)) throw this.#refusal(status, json);
    const answer = schema.safeParse(json);
    if (answer.success) return answer.data;
    const [issue] = answer.error.issues;
    throw notMortise(this.address, `${method} ${path} gave something else: ${issue?.path.join('.')} ${issue?.message}.`);
  }

  /** Server-sent events, until the signal or the end of the stream. */
  async *events(path: string, signal: AbortSignal, onOpen: () => Promise<void>): AsyncGenerator<HostEvent> {
    const headers = { accept: 'text/event-stream', ...this.#authorization() };
    const response = await fetch(this.address + path, { redirect: 'error', headers, signal });
    if (!response.ok || !response.body) throw notMortise(this.address, `${path} answered with status ${response.status}.`);
    await onOpen();
    const decoder = new TextDecoder();
    let rest = '';
    let type = '';
    for await (const chunk of response.body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('event: ')) type = line.slice('event: '.length);
        if (line.startsWith('data: ')) yield { type, data: parse(line.slice('data: '.length)) };
      }
    }
  }

  #authorization() {
    return this.#token ? { authorization: `Bearer ${this.#token}` } : {};
  }

  async #fetch(method: string, path: string, { body, timeoutMs = answerWithinMs }: SendOptions) {
    try {
      const response = await fetch(this.address + path, {
        method,
        // A token must not follow a redirect to somebody else.
        redirect: 'error',
        headers: {
          accept: 'application/json',
          ...this.#authorization(),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(timeoutMs)]),
      });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      this.#signal.throwIfAborted();
      throw cause instanceof Error && cause.name === 'TimeoutError'
        ? tooLate(this.address, timeoutMs)
        : unreachable(this.address, cause);
    }
  }

  #refusal(status: number, json: unknown): CommandError {
    const error = HostError.safeParse(json);
    if (!error.success) return notMortise(this.address, `It answered with status ${status} and an error of another kind.`);
    const signIn = status === 401 ? [{ label: 'Give the token of the host', command: 'export MORTISE_TOKEN=<token>' }] : [];
    return new CommandError(exitCodeOf(error.data.code, status), toContract(error.data, signIn));
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    // No answer of a host; it then fails its schema.
    return text;
  }
}
