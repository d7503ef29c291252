import type { ConnectionClient } from '@mortise/sdk';
import type { ActionFacts, RuntimeObserver } from './call.ts';
import type { LogLevel } from './runners/runner.ts';

type Fields = Readonly<Record<string, unknown>>;

const maxLines = 1000;
const maxTextLength = 10_000;
const maxDepth = 8;

/** What one call may write into the log: a bounded number of lines, of bounded length, without the secrets of its connection. */
export class CallLog {
  readonly #observer: RuntimeObserver;
  readonly #facts: ActionFacts;
  readonly #client: ConnectionClient;
  #lines = 0;

  constructor(observer: RuntimeObserver, facts: ActionFacts, client: ConnectionClient) {
    this.#observer = observer;
    this.#facts = facts;
    this.#client = client;
  }

  write(level: LogLevel, message: string, fields?: Fields): void {
    this.#lines++;
    if (this.#lines > maxLines) return;
    const cleaned = fields && new Map(Object.entries(fields).map(([name, value]) => [this.#text(name), this.#clean(value, 0)]));
    this.#observer.onLog?.(this.#facts, level, this.#text(message), cleaned && Object.fromEntries(cleaned));
    if (this.#lines === maxLines) {
      this.#observer.onLog?.(this.#facts, 'warn', `The action has logged ${maxLines} lines in one call; the rest is dropped.`);
    }
  }

  #text(text: string): string {
    return this.#client.redact(text, maxTextLength);
  }

  #clean(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth === maxDepth) return '…';
    if (Array.isArray(value)) return value.slice(0, maxLines).map((each) => this.#clean(each, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [this.#text(name), this.#clean(each, depth + 1)]));
  }
}
