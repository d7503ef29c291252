import type { Socket } from 'node:net';
import {
  ClientNats,
  ClientRedis,
  ClientRMQ,
  ClientTCP,
  JsonSocket,
  type MessageHandler,
  ServerNats,
  ServerRedis,
  ServerRMQ,
  ServerTCP,
  TcpContext,
} from '@nestjs/microservices';
import type { Observable } from 'rxjs';

import { MemoryClient, MemoryServer } from './memory-transport.ts';
import { maxMessageBytes } from './sealed-channel.ts';

/** Where hosts and services on one machine meet while there is no broker. */
export const defaultLinkUrl = 'tcp://127.0.0.1:4320';

/** Longest frame of a TCP connection, in characters; packets are much shorter. */
const maxFrameLength = 1024 * 1024;
/** What is kept for a peer that has not read it yet: sixteen of the largest messages, as text. Beyond it, the connection is cut. */
const maxUnsentBytes = 16 * maxMessageBytes * 1.5;
const socketLimits = { maxBufferSize: maxFrameLength, maxSendBufferSize: maxUnsentBytes };
const maxConnections = 1000;
/** A service greets as soon as it is connected. */
const mostStrangers = 100;
const greetingMs = 5000;
/** Longer than the pauses between signs of life. */
const idleMs = 15_000;
/** A queue that nobody has used for so long is left over. */
const unusedMs = 60_000;
const reconnectMs = 500;

/** What the clients of all transports have in common. */
export interface LinkClient {
  /** `connected`, or what else its connection is. */
  readonly status: Observable<string>;
  send<Answer>(pattern: string, data: unknown): Observable<Answer>;
  emit(pattern: string, data: unknown): Observable<unknown>;
  close(): unknown;
}

/** What the servers of all transports have in common. */
export interface LinkServer {
  addHandler(pattern: string, callback: MessageHandler, isEventHandler?: boolean): void;
  listen(callback: (error?: unknown) => void): unknown;
  close(): unknown;
  /** Of the machine, where it listens on one. */
  listeningPort?(): number | undefined;
}

/** How the two ends of a link find each other. */
export interface LinkTransport {
  readonly kind: 'memory' | 'tcp' | 'nats' | 'rabbitmq' | 'redis';
  /** What a service asks the host to open a session with; `session` keeps the answers to it apart from those to others. */
  openPattern(session: string): string;
  /** What the host listens to for that. */
  readonly openPatterns: string;
  readonly packetPattern: string;
  /** To be called first: throws where a package is missing that is installed beside, for which Nest would end the program. */
  load(): Promise<void>;
  client(): LinkClient;
  server(): LinkServer;
}

/**
 * Reads an address: `tcp://`, `nats://`, `amqp://` or `redis://`, the last three also with TLS. `?space=` keeps several hosts apart
 * on one broker. `memory:` and a name is for a host and a service in one program. Throws a TypeError where it is none.
 */
export function linkTransport(address: string): LinkTransport {
  const url = URL.parse(address);
  if (!url) throw new TypeError(`"${address}" is not an address, such as ${defaultLinkUrl} or nats://127.0.0.1:4222.`);
  const space = url.searchParams.get('space') ?? 'mortise';
  if (!/^[a-z0-9-]{1,60}$/.test(space)) throw new TypeError('A space has lower case letters, digits and hyphens only.');
  url.searchParams.delete('space');
  const patterns = {
    openPattern: () => `${space}.open`,
    openPatterns: `${space}.open`,
    packetPattern: `${space}.packet`,
  };
  switch (url.protocol) {
    case 'memory:':
      return {
        kind: 'memory',
        ...patterns,
        load: needsNothing,
        client: () => new MemoryClient(address),
        server: () => new MemoryServer(address),
      };
    case 'tcp:':
      return { kind: 'tcp', ...patterns, ...tcp(url) };
    case 'nats:':
    case 'tls:':
      return { kind: 'nats', ...patterns, ...nats(url) };
    case 'amqp:':
    case 'amqps:':
      return { kind: 'rabbitmq', ...patterns, ...rabbitmq(url, space) };
    case 'redis:':
    case 'rediss:':
      // Redis gives each answer to all who listen for answers to that pattern.
      return {
        kind: 'redis',
        ...patterns,
        openPattern: (session) => `${space}.${session}.open`,
        openPatterns: `${space}.*.open`,
        ...redis(url),
      };
    default:
      throw new TypeError(`${url.protocol} is no transport. Use tcp:, nats:, amqp:, redis: or memory:.`);
  }
}

type Ends = Pick<LinkTransport, 'load' | 'client' | 'server'>;

async function needsNothing(): Promise<void> {
  // Its parts come with this package.
}

/** Imports are written out where this is called, so that bundlers see them. */
async function loadPackage(name: string, carries: string, importIt: () => Promise<unknown>): Promise<void> {
  try {
    await importIt();
  } catch (cause) {
    throw new Error(
      `The package ${name} is needed for ${carries}, and cannot be loaded. Install it beside @mortise/service: npm install ${name}`,
      { cause },
    );
  }
}

function tcp({ hostname, port }: URL): Ends {
  const options = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 4320),
  };
  return {
    load: needsNothing,
    client: () => new ClientTCP({ ...options, socketClass: AlwaysReadingSocket }),
    server: () => new TcpLinkServer({ ...options, ...socketLimits }),
  };
}

/**
 * The service's end. Nest's own socket reads nothing while it has something to send: two of them, both full, would wait for each
 * other for ever. The host's end stays so, since a stranger who asks and does not read must not fill its memory.
 */
class AlwaysReadingSocket extends JsonSocket {
  constructor(socket: Socket) {
    super(socket, socketLimits);
  }

  protected override handleSend(message: unknown, callback?: (error?: Error | null) => void): void {
    const text = JSON.stringify(message);
    this.netSocket.write(`${text.length}#${text}`, callback);
    if (this.netSocket.writableLength <= maxUnsentBytes) return;
    this.handleDataError(new Error(`The host has not read ${maxUnsentBytes} bytes.`), { destroy: true });
  }
}

/** Listens on this machine. There are only so many connections, and of those that have not greeted the oldest makes room. */
class TcpLinkServer extends ServerTCP {
  /** By connection that has not greeted, when it ends. */
  readonly #strangers = new Map<Socket, NodeJS.Timeout>();

  constructor(options: ConstructorParameters<typeof ServerTCP>[0]) {
    super(options);
    this.server.maxConnections = maxConnections;
    this.server.on('connection', (socket) => {
      socket.setNoDelay().setTimeout(idleMs, () => socket.destroy());
      const timer = setTimeout(() => socket.destroy(), greetingMs).unref();
      this.#strangers.set(socket, timer);
      socket.once('close', () => this.#know(socket));
      const [oldest] = this.#strangers.keys();
      if (this.#strangers.size > mostStrangers) oldest?.destroy();
    });
  }

  /** What is asked for with an answer is a greeting. Whether it is a good one is for its handler to say, which cuts off all others. */
  override addHandler(pattern: string, callback: MessageHandler, isEventHandler = false): void {
    const greeted: MessageHandler = (data, context: unknown) => {
      if (context instanceof TcpContext) this.#know(context.getSocketRef().netSocket);
      return callback(data, context);
    };
    super.addHandler(pattern, isEventHandler ? callback : greeted, isEventHandler);
  }

  override listen(callback: (error?: unknown) => void): void {
    this.server.once('error', callback);
    super.listen(callback);
  }

  listeningPort(): number | undefined {
    const address = this.server.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  #know(socket: Socket): void {
    clearTimeout(this.#strangers.get(socket));
    this.#strangers.delete(socket);
  }
}

function nats({ protocol, username, password, host }: URL): Ends {
  const options = {
    servers: [`${protocol}//${host}`],
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    maxReconnectAttempts: -1,
    reconnectTimeWait: reconnectMs,
  };
  return {
    load: () => loadPackage('@nats-io/transport-node', 'NATS', () => import('@nats-io/transport-node')),
    client: () => new ClientNats(options),
    server: () => new ServerNats(options),
  };
}

function rabbitmq(url: URL, space: string): Ends {
  const options = {
    urls: [url.href],
    queue: `${space}.host`,
    // What a host did not take in time is of no use to the next: sessions end with it.
    queueOptions: { durable: false, autoDelete: true, messageTtl: idleMs, expires: unusedMs },
    socketOptions: { reconnectTimeInSeconds: reconnectMs / 1000 },
    prefetchCount: 0,
  };
  return {
    load: async () => {
      await loadPackage('amqplib', 'RabbitMQ', () => import('amqplib'));
      await loadPackage('amqp-connection-manager', 'RabbitMQ', () => import('amqp-connection-manager'));
    },
    client: () => new ClientRMQ(options),
    server: () => new RabbitLinkServer(options),
  };
}

class RabbitLinkServer extends ServerRMQ {
  /** What cannot be sent any more, since the broker is gone, is of no use: its session ends. Nest's own would end the program. */
  override sendMessage(message: unknown, replyTo: string, correlationId: string): void {
    const content = Buffer.from(JSON.stringify(message));
    this.channel?.sendToQueue(replyTo, content, { correlationId }).catch(() => undefined);
  }
}

function redis({ protocol, hostname, port, username, password, pathname }: URL): Ends {
  const options = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6379),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(pathname.length > 1 && { db: Number(pathname.slice(1)) }),
    ...(protocol === 'rediss:' && { tls: {} }),
    wildcards: true,
    retryAttempts: Number.MAX_SAFE_INTEGER,
    retryDelay: reconnectMs,
  };
  return {
    load: () => loadPackage('ioredis', 'Redis', () => import('ioredis')),
    client: () => new RedisLinkClient(options),
    server: () => new ServerRedis(options),
  };
}

/** Nest waits for nothing that these return, and an error of one would end the program: what was lost is found out all the same. */
const unwatchedCommands = ['publish', 'subscribe', 'unsubscribe'];

class RedisLinkClient extends ClientRedis {
  override async createClient() {
    const client = await super.createClient();
    for (const name of unwatchedCommands) {
      const command = client[name].bind(client);
      client[name] = (...parameters: unknown[]) => {
        const done: Promise<unknown> = command(...parameters);
        done.catch(() => undefined);
        return done;
      };
    }
    return client;
  }

  /** Also while Redis is away, when Nest's own would leave a client behind that tries to come back for ever. */
  override async close(): Promise<void> {
    this.isManuallyClosed = true;
    for (const client of [this.pubClient, this.subClient]) client?.disconnect();
    this.handleClose();
  }
}
