import { RemoteInstance } from '@mortise/runtime';
import { HostFrame } from '@mortise/runtime/worker';
import { RequestError, toOutcome } from '@mortise/sdk';
import type { ExpressionEvaluator } from '@mortise/sdk/expressions';
import {
  Draining,
  fingerprintOf,
  Goodbye,
  type Greeting,
  type Identity,
  Introducing,
  introduce,
  isSignedBy,
  MessageTooLargeError,
  Packet,
  type PairingFrame,
  pairingCode,
  SealedChannel,
} from '@mortise/service/link';
import type { HostLog } from '../observability/host-log.ts';

export interface ServiceSessionOptions {
  readonly identity: Identity;
  readonly greeting: Greeting;
  readonly evaluator: ExpressionEvaluator;
  readonly log: HostLog;
  /** Not so for this very program, and for the machine of a developer: whoever connects there could as well read the token of the administrator. */
  readonly needsApproval: boolean;
  /** Gives something to the other side. */
  readonly give: (said: unknown) => void;
  /** Told once it has proven who it is. */
  readonly onIdentified: (session: ServiceSession) => void;
  readonly onEnded: (session: ServiceSession, reason: string) => void;
}

const heartbeatMs = 2500;
const silentHeartbeats = 3;
/** How long it may take to say who it is. */
const introductionMs = 10_000;

/** The host's end of one conversation with an instance of a service. */
export class ServiceSession {
  readonly #options: ServiceSessionOptions;
  readonly #channel: SealedChannel;
  readonly #transcript: Buffer;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #impatience: NodeJS.Timeout;
  #heardAt = performance.now();
  #facts: Introducing | undefined;
  #instance: RemoteInstance | undefined;
  #hasEnded = false;

  /** Throws a HandshakeError where the service speaks another language. */
  constructor(options: ServiceSessionOptions) {
    this.#options = options;
    const { introduction, transcript, keys } = introduce(options.identity, options.greeting);
    this.#transcript = transcript;
    this.#channel = new SealedChannel(keys);
    this.#heartbeat = setInterval(() => this.#checkPulse(), heartbeatMs).unref();
    this.#impatience = setTimeout(() => this.end('it did not say who it is'), introductionMs).unref();
    options.give(introduction);
  }

  /** What the service says of itself, which is proven to come from the holder of its key. Absent before that. */
  get facts(): Introducing | undefined {
    return this.#facts;
  }

  get needsApproval(): boolean {
    return this.#options.needsApproval;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get isOnline(): boolean {
    return this.#instance !== undefined && !this.#hasEnded;
  }

  /** Names the service; the same for all instances that hold its key. */
  get id(): string {
    return this.#facts ? fingerprintOf(this.#facts.key) : '';
  }

  get code(): string {
    return this.#facts ? pairingCode(this.#options.identity.publicKey, this.#facts.key) : '';
  }

  /** Takes a packet. Returns false for one that was not made by the other side for this place. */
  receive(packet: Packet): boolean {
    if (this.#hasEnded) return true;
    const opened = this.#channel.open(packet);
    if (opened.kind === 'foreign' || opened.kind === 'replayed') return false;
    this.#heardAt = performance.now();
    if (opened.kind === 'broken') this.end(opened.reason);
    if (opened.kind === 'message') this.#take(opened.message);
    return true;
  }

  hold(): void {
    this.#send({ type: 'pending', code: this.code });
  }

  /** Lets it in, and gives what runs its actions. */
  admit(facts: Introducing): RemoteInstance {
    const { evaluator, log } = this.#options;
    const instance = new RemoteInstance({
      service: facts.name,
      offers: facts.offers,
      concurrency: facts.concurrency,
      evaluator,
      send: (frame) => this.#send(frame),
      log: (...entry) => log.plugin({ plugin: facts.name, version: facts.sdk }, ...entry),
    });
    this.#instance = instance;
    this.#send({ type: 'welcome' });
    return instance;
  }

  /** `final`: it need not come back. */
  refuse(reason: string, final: boolean): void {
    this.#send({ type: 'refused', reason, final });
    this.end(reason);
  }

  end(reason: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#impatience);
    this.#instance?.end(reason);
    this.#options.onEnded(this, reason);
  }

  #take(message: unknown): void {
    if (!this.#facts) this.#identify(message);
    else if (Goodbye.safeParse(message).success) this.end('it was stopped');
    else if (Draining.safeParse(message).success) this.#drain();
    // Whoever is not let in has nothing to say; signs of life were heard above.
    else this.#instance?.receive(message);
  }

  #drain(): void {
    const leave = () => this.end('it was stopped');
    if (this.#instance) this.#instance.drain(leave);
    else leave();
  }

  #identify(message: unknown): void {
    const { data: facts } = Introducing.safeParse(message);
    if (!facts || facts.offers[0]?.application.name !== facts.name) {
      this.refuse('What the service says of itself does not fit. Use a version of @mortise/service that this host knows.', true);
    } else if (!isSignedBy(facts.key, 'service', this.#transcript, facts.signature)) {
      this.refuse('The service does not hold the key that it names.', true);
    } else {
      clearTimeout(this.#impatience);
      this.#facts = facts;
      this.#options.onIdentified(this);
    }
  }

  #send(message: HostFrame | PairingFrame): void {
    if (this.#hasEnded) return;
    try {
      for (const packet of this.#channel.seal(message)) this.#options.give(packet);
    } catch (error) {
      if (!(error instanceof MessageTooLargeError)) throw error;
      this.#sendTooLarge(message, new RequestError(error.message));
    }
  }

  #sendTooLarge(message: HostFrame | PairingFrame, error: RequestError): void {
    if (message.type === 'call') {
      // As if the service had answered: whoever calls is told, and only after it knows that the call has begun.
      queueMicrotask(() => this.#instance?.receive({ type: 'result', id: message.id, outcome: toOutcome(error) }));
    } else if ('exchange' in message) {
      this.#send({ type: 'refusal', exchange: message.exchange, error: error.toJSON() });
    }
  }

  #checkPulse(): void {
    if (performance.now() - this.#heardAt > silentHeartbeats * heartbeatMs) this.end('it gave no sign of life');
    else this.#send({ type: 'ping' });
  }
}
