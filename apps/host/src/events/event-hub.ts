import { randomBytes } from 'node:crypto';
import type { HostEvent } from './host-event.ts';

const remembered = 256;

/** An event with its place in the stream. */
export interface NumberedEvent {
  readonly number: number;
  /** Absent for what concerns everybody. */
  readonly tenant: string | undefined;
  readonly event: HostEvent;
}

/** Takes what happens in the host and hands it to whoever listens. Remembers the last few events for those who come back. */
export class EventHub {
  /** Ids of another run of the host are told apart by it. */
  readonly #run = randomBytes(4).toString('hex');
  readonly #recent: NumberedEvent[] = [];
  readonly #listeners = new Set<(event: NumberedEvent) => void>();
  #count = 0;

  publish(tenant: string | undefined, event: HostEvent): void {
    const numbered = { number: ++this.#count, tenant, event };
    this.#recent[this.#count % remembered] = numbered;
    for (const listener of this.#listeners) listener(numbered);
  }

  /** The id of an event, as clients name the last one they have seen. */
  idOf({ number }: NumberedEvent): string {
    return `${this.#run}-${number}`;
  }

  /** Calls back for each event of a tenant, beginning after `lastId` where that is still remembered. */
  listen(tenant: string, lastId: string | undefined, callback: (event: NumberedEvent) => void): () => void {
    const listener = (event: NumberedEvent) => {
      if (event.tenant === undefined || event.tenant === tenant) callback(event);
    };
    for (const missed of this.#since(lastId)) listener(missed);
    return this.listenToAll(listener);
  }

  /** Calls back for each event of every tenant: for the host itself. */
  listenToAll(callback: (event: NumberedEvent) => void): () => void {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  #since(lastId: string | undefined): NumberedEvent[] {
    const [run, number] = lastId?.split('-') ?? [];
    const last = Number(number);
    if (run !== this.#run || !Number.isInteger(last)) return [];
    const first = Math.max(last, this.#count - remembered) + 1;
    const numbers = Array.from({ length: Math.max(0, this.#count - first + 1) }, (_, index) => first + index);
    return numbers.flatMap((each) => this.#recent[each % remembered] ?? []);
  }
}
