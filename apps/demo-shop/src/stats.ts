import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Figures of one shop since its start or its last reset. */
export interface ShopStats {
  /** Requests by route, such as `GET /api/orders/:id`. */
  readonly routes: Readonly<Record<string, number>>;
  /** Answers by status; a connection that was dropped without one counts as `dropped`. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly tokenRequests: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  /** Bytes on the wire, headers included. */
  readonly bytes: { readonly received: number; readonly sent: number };
}

export class Stats {
  readonly #routes = new Map<string, number>();
  readonly #statuses = new Map<string, number>();
  readonly #open = new Set<Socket>();
  #closed = { received: 0, sent: 0 };
  #baseline = { received: 0, sent: 0 };
  #tokenRequests = 0;
  #inFlight = 0;
  #maxInFlight = 0;

  get tokenRequests() {
    return this.#tokenRequests;
  }

  /** Counts bytes per connection, which costs nothing per request. */
  watch(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.#closed = add(this.#closed, socket);
      });
    });
  }

  started(route: string) {
    count(this.#routes, route);
    this.#inFlight += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
  }

  answered(status: string) {
    count(this.#statuses, status);
  }

  ended() {
    this.#inFlight -= 1;
  }

  tokenRequested() {
    this.#tokenRequests += 1;
  }

  read(): ShopStats {
    const total = this.#bytes();
    return {
      routes: Object.fromEntries(this.#routes),
      statuses: Object.fromEntries(this.#statuses),
      tokenRequests: this.#tokenRequests,
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
      bytes: { received: total.received - this.#baseline.received, sent: total.sent - this.#baseline.sent },
    };
  }

  reset() {
    this.#routes.clear();
    this.#statuses.clear();
    this.#tokenRequests = 0;
    this.#maxInFlight = this.#inFlight;
    this.#baseline = this.#bytes();
  }

  #bytes() {
    return [...this.#open].reduce(add, this.#closed);
  }
}

function count(counts: Map<string, number>, key: string) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function add(bytes: { received: number; sent: number }, socket: Socket) {
  return { received: bytes.received + socket.bytesRead, sent: bytes.sent + socket.bytesWritten };
}
