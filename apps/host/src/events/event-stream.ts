import type { ServerResponse } from 'node:http';
import type { HostEvent } from './host-event.ts';

const heartbeatMs = 15_000;
/** Events that wait for a slow client. Beyond them it is cut off, comes back, and is told what is still remembered. */
const longestQueue = 256;

/** One client of the event stream, written as server-sent events. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #queue: string[] = [];
  #isFull = false;

  constructor(response: ServerResponse) {
    this.#response = response;
    this.#heartbeat = setInterval(() => this.#write(': alive\n\n'), heartbeatMs);
    this.#heartbeat.unref();
    response.on('drain', () => this.#drain());
    response.on('close', () => clearInterval(this.#heartbeat));
    this.#write('retry: 1000\n\n');
  }

  send(id: string, event: HostEvent): void {
    this.#write(`id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`);
  }

  end(): void {
    clearInterval(this.#heartbeat);
    this.#response.end();
  }

  #write(text: string): void {
    // While the host stops, things still happen after the streams have ended.
    if (this.#response.writableEnded) return;
    if (!this.#isFull) {
      this.#isFull = !this.#response.write(text);
      return;
    }
    this.#queue.push(text);
    if (this.#queue.length > longestQueue) this.#response.destroy();
  }

  #drain(): void {
    this.#isFull = false;
    while (!this.#isFull) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#isFull = !this.#response.write(next);
    }
  }
}
