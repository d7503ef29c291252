import type { Socket } from 'node:net';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import {
  Greeting,
  HandshakeError,
  type Identity,
  type LinkServer,
  type LinkTransport,
  linkTransport,
  Packet,
} from '@mortise/service/link';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { TcpContext } from '@nestjs/microservices';
import { Observable, type Subscriber } from 'rxjs';
import { z } from 'zod';
import { type Configuration, configurationToken, isLoopback } from '../configuration/configuration.ts';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import { HostLog } from '../observability/host-log.ts';
import { ServiceSession } from './service-session.ts';

export const hostIdentityToken = Symbol('host identity');

const SessionPacket = Packet.extend({ session: z.string() });

/** Sessions whose services nobody has approved yet, or that have not said who they are. */
const maxUnknown = 100;

export interface LinkHandlers {
  onIdentified(session: ServiceSession): void;
  onEnded(session: ServiceSession, reason: string): void;
}

interface Entry {
  readonly session: ServiceSession;
  readonly socket: Socket | undefined;
}

/** Where services reach this host: over a broker that both are connected to, else over TCP. */
@Injectable()
export class ServiceLink implements BeforeApplicationShutdown {
  readonly #transport: LinkTransport;
  readonly #sessions = new Map<string, Entry>();
  #server: LinkServer | undefined;
  #handlers: LinkHandlers | undefined;
  #port: number | undefined;

  constructor(
    @Inject(configurationToken) private readonly configuration: Configuration,
    @Inject(hostIdentityToken) private readonly identity: Identity,
    private readonly evaluator: ExpressionEvaluator,
    private readonly log: HostLog,
  ) {
    this.#transport = linkTransport(configuration.brokerUrl ?? `tcp://127.0.0.1:${configuration.servicesPort}`);
  }

  /** What services name as their `url`. */
  get url(): string {
    return this.configuration.brokerUrl ?? `tcp://127.0.0.1:${this.#port ?? this.configuration.servicesPort}`;
  }

  /** Throws a ConfigurationError where it cannot be reached there. */
  async listen(handlers: LinkHandlers): Promise<void> {
    this.#handlers = handlers;
    await this.#transport.load();
    const server = this.#transport.server();
    this.#server = server;
    server.addHandler(this.#transport.openPatterns, async (greeting, context) => this.#open(greeting, context));
    server.addHandler(this.#transport.packetPattern, async (packet, context) => this.#receive(packet, context), true);
    const problem = await new Promise<unknown>((resolve) => void server.listen(resolve));
    if (problem) throw this.#unreachable(problem);
    this.#port = server.listeningPort?.();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async close(): Promise<void> {
    for (const { session } of [...this.#sessions.values()]) session.refuse('the host stops', false);
    // What was just said leaves with the next turns of the event loop.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await this.#server?.close();
    this.#server = undefined;
  }

  #open(received: unknown, context: unknown): Observable<unknown> {
    const socket = context instanceof TcpContext ? context.getSocketRef().netSocket : undefined;
    const { data: greeting } = Greeting.safeParse(received);
    return new Observable((subscriber) => {
      if (!greeting || this.#sessions.has(greeting.session) || (socket && this.#hasSession(socket))) {
        cut(subscriber, socket);
        return;
      }
      try {
        this.#begin(greeting, subscriber, socket);
      } catch (error) {
        if (!(error instanceof HandshakeError)) throw error;
        subscriber.error(error.message);
      }
    });
  }

  #begin(greeting: Greeting, subscriber: Subscriber<unknown>, socket: Socket | undefined): void {
    const isLocal = socket !== undefined && isLoopback(plainAddress(socket.remoteAddress));
    const isSameProgram = this.#transport.kind === 'memory';
    this.#makeRoom();
    const session = new ServiceSession({
      identity: this.identity,
      greeting,
      evaluator: this.evaluator,
      log: this.log,
      needsApproval: !(isSameProgram || (isLocal && this.configuration.development)),
      give: (said) => subscriber.next(said),
      onIdentified: (identified) => this.#handlers?.onIdentified(identified),
      onEnded: (ended, reason) => {
        this.#sessions.delete(greeting.session);
        this.#handlers?.onEnded(ended, reason);
        subscriber.complete();
        // What was said last is on its way.
        setTimeout(() => socket?.destroy(), 100).unref();
      },
    });
    this.#sessions.set(greeting.session, { session, socket });
    socket?.once('close', () => session.end('its connection was closed'));
  }

  /** A connection that brings anything but packets of its own session is cut; on a broker anybody can send, so it is passed over. */
  #receive(received: unknown, context: unknown): void {
    const socket = context instanceof TcpContext ? context.getSocketRef().netSocket : undefined;
    const { data: packet } = SessionPacket.safeParse(received);
    const entry = packet && this.#sessions.get(packet.session);
    if (packet && entry && entry.socket === socket && entry.session.receive(packet)) return;
    socket?.destroy();
  }

  #hasSession(wanted: Socket): boolean {
    return [...this.#sessions.values()].some(({ socket }) => socket === wanted);
  }

  /** Whoever floods the host with strangers pushes out strangers, and those who are let in within moments hardly ever. */
  #makeRoom(): void {
    const unknown = [...this.#sessions.values()].filter(({ session }) => !session.isOnline);
    if (unknown.length >= maxUnknown) unknown[0]?.session.refuse('too many services wait for approval', false);
  }

  #unreachable(problem: unknown): ConfigurationError {
    const { brokerUrl, servicesPort } = this.configuration;
    const reason = problem instanceof Error ? problem.message : String(problem);
    return brokerUrl === undefined
      ? new ConfigurationError(
          `MORTISE_SERVICES_PORT: 127.0.0.1:${servicesPort} cannot be listened on (${reason}). Stop what uses it, or choose another port.`,
          { cause: problem },
        )
      : new ConfigurationError(
          `MORTISE_BROKER_URL: the broker cannot be reached (${reason}). Start it, or correct the address.`,
          {
            cause: problem,
          },
        );
  }
}

function cut(subscriber: Subscriber<unknown>, socket: Socket | undefined): void {
  subscriber.error('The host does not take this.');
  socket?.destroy();
}

/** An IPv4 address that arrived over IPv6 is written as one of those. */
function plainAddress(address = ''): string {
  return address.replace(/^::ffff:/, '');
}
