import type { MessageHandler } from '@nestjs/microservices';
import { from, isObservable, mergeMap, NEVER, type Observable, of } from 'rxjs';
import type { LinkClient, LinkServer } from './transport.ts';

/** Hosts of this very program, by the addresses that they listen at. */
const listening = new Map<string, MemoryServer>();

/** The host's end within one program: no socket. Messages are sealed, and written as text, as for any other. */
export class MemoryServer implements LinkServer {
  readonly #address: string;
  readonly #handlers = new Map<string, MessageHandler>();

  constructor(address: string) {
    this.#address = address;
  }

  addHandler(pattern: string, handler: MessageHandler): void {
    this.#handlers.set(pattern, handler);
  }

  listen(callback: (error?: unknown) => void): void {
    if (listening.has(this.#address)) {
      callback(new Error(`Another host of this program listens at ${this.#address}.`));
      return;
    }
    listening.set(this.#address, this);
    callback();
  }

  close(): void {
    listening.delete(this.#address);
  }

  async handle(pattern: string, data: unknown): Promise<Observable<unknown>> {
    const answer: unknown = await this.#handlers.get(pattern)?.(data);
    return isObservable(answer) ? answer : of(answer);
  }
}

/** The service's end within the same program. */
export class MemoryClient implements LinkClient {
  readonly status = NEVER;
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  send<Answer>(pattern: string, data: unknown): Observable<Answer>;
  send(pattern: string, data: unknown): Observable<unknown> {
    return from(this.#handle(pattern, data)).pipe(mergeMap((answers) => answers));
  }

  emit(pattern: string, data: unknown): Observable<unknown> {
    return from(this.#handle(pattern, data));
  }

  close(): void {
    // There is no connection.
  }

  async #handle(pattern: string, data: unknown): Promise<Observable<unknown>> {
    const server = listening.get(this.#address);
    if (!server) throw new Error(`no host of this program listens at ${this.#address}`);
    // As over any other transport, what is sent arrives later.
    await Promise.resolve();
    return server.handle(pattern, data);
  }
}
