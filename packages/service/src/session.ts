import { ActionWorker, HostFrame, type PluginFrame, type WorkerCode } from '@mortise/runtime/worker';
import { ActionError, CancelledError, toOutcome } from '@mortise/sdk';
import type { Subscription } from 'rxjs';
import type { KeyFile } from './key-file.ts';
import { type Introducing, PairingFrame } from './link/contract.ts';
import { type Agreement, Introduction, ServiceHandshake } from './link/handshake.ts';
import { pairingCode } from './link/identity.ts';
import { MessageTooLargeError, Packet, SealedChannel } from './link/sealed-channel.ts';
import type { LinkClient, LinkTransport } from './link/transport.ts';

/** What became of a session, in the eyes of the service. */
export type SessionEvent =
  | { readonly state: 'pending'; readonly code: string }
  /** `pairedWith` is the key of the host, where the service did not know it before; `warning` says why it may not know it again. */
  | { readonly state: 'online'; readonly pairedWith?: string; readonly warning?: string }
  | { readonly state: 'ended'; readonly reason: string; readonly retry: Retry };

/** When to try again: `late` where it may help once somebody has changed something, `never` where the host forbids it or nothing can. */
type Retry = 'soon' | 'late' | 'never';

export interface SessionOptions {
  readonly transport: LinkTransport;
  readonly client: LinkClient;
  readonly keys: KeyFile;
  readonly code: WorkerCode;
  readonly facts: Omit<Introducing, 'type' | 'key' | 'signature'>;
  readonly onEvent: (event: SessionEvent) => void;
}

/** The host asks for signs of life more often than this. */
const silenceMs = 8000;
/** A greeting is answered at once, or was sent while the host was not at the broker. */
const answerMs = 2000;

/** What is left of a line for the log that cannot be sent as it is. */
const shortLineLength = 1000;

type Message = PluginFrame | Introducing | { readonly type: 'draining' | 'goodbye' };

/** One conversation of a service with its host, from the greeting to whatever ends it. */
export class Session {
  readonly #options: SessionOptions;
  readonly #handshake = new ServiceHandshake();
  readonly #worker: ActionWorker;
  readonly #subscriptions: Subscription;
  #channel: SealedChannel | undefined;
  #hostKey = '';
  /** Why the last one who answered is not the host of this service. */
  #refusal: string | undefined;
  #silence: NodeJS.Timeout | undefined;
  readonly #ended = Promise.withResolvers<void>();
  #hasEnded = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#worker = new ActionWorker(options.code, (frame) => this.#send(frame));
    const { transport, client } = options;
    const { greeting } = this.#handshake;
    this.#listenOn();
    this.#subscriptions = client.send<unknown>(transport.openPattern(greeting.session), greeting).subscribe({
      next: (received) => this.#receive(received),
      error: (error: unknown) => this.#end(`the connection failed: ${messageOf(error)}`),
      complete: () => this.#end('the host ended it'),
    });
    // What is lost with a connection would be missed only by the next sign of life.
    this.#subscriptions.add(
      client.status.subscribe((status) => {
        if (status !== 'connected') this.#end(`the connection is ${status}`);
      }),
    );
  }

  get inFlight(): number {
    return this.#worker.inFlight;
  }

  /** Takes no more calls. The host ends the session once it has the results of those under way; after `graceMs` it has to find out. */
  async leave(graceMs: number): Promise<void> {
    const stop = () => {
      this.#send({ type: 'goodbye' });
      this.#end('the service stops');
    };
    if (!this.#channel) return stop();
    const impatience = setTimeout(stop, graceMs);
    this.#send({ type: 'draining' });
    await this.#ended.promise;
    clearTimeout(impatience);
  }

  #receive(received: unknown): void {
    try {
      if (this.#channel) this.#open(this.#channel, received);
      else this.#introduce(received);
    } catch (error) {
      this.#end(messageOf(error));
    }
  }

  /** Anybody can answer on a broker: all but the host of this service are passed over. */
  #introduce(received: unknown): void {
    const { data: introduction } = Introduction.safeParse(received);
    const agreement = introduction && this.#agree(introduction);
    if (!agreement) return;
    const { keys, facts } = this.#options;
    this.#hostKey = introduction.key;
    this.#channel = new SealedChannel(agreement.keys);
    this.#listenOn();
    this.#send({
      type: 'identify',
      key: keys.identity.publicKey,
      signature: keys.identity.sign('service', agreement.transcript),
      ...facts,
    });
  }

  #agree(introduction: Introduction): Agreement | undefined {
    const { host } = this.#options.keys;
    try {
      if (host === undefined || host === introduction.key) return this.#handshake.agree(introduction);
      this.#refusal =
        'This is another host than the one that approved the service. To pair it anew, delete its key file or change its `hostKey`.';
    } catch (error) {
      this.#refusal = messageOf(error);
    }
    return undefined;
  }

  #open(channel: SealedChannel, received: unknown): void {
    const { data: packet } = Packet.safeParse(received);
    const opened = packet && channel.open(packet);
    if (!opened || opened.kind === 'foreign' || opened.kind === 'replayed') return;
    this.#listenOn();
    if (opened.kind === 'broken') this.#end(opened.reason);
    if (opened.kind !== 'message') return;
    const pairing = PairingFrame.safeParse(opened.message);
    if (pairing.success) this.#onPairing(pairing.data);
    else {
      const frame = HostFrame.safeParse(opened.message);
      // What is not in the protocol comes from a newer host, and is for newer services.
      if (frame.success) this.#worker.receive(frame.data);
    }
  }

  #onPairing(frame: PairingFrame): void {
    const { keys, onEvent } = this.#options;
    switch (frame.type) {
      case 'pending':
        // Made here as well: a code that only the host showed would prove nothing.
        onEvent({ state: 'pending', code: pairingCode(this.#hostKey, keys.identity.publicKey) });
        return;
      case 'welcome':
        void this.#goOnline();
        return;
      case 'refused':
        this.#end(frame.reason, frame.final ? 'never' : 'soon');
        return;
    }
  }

  /** A pairing that cannot be written down holds until the program ends. */
  async #goOnline(): Promise<void> {
    const { keys, onEvent } = this.#options;
    const pairing = keys.host === undefined && { pairedWith: this.#hostKey };
    let warning: string | undefined;
    try {
      await keys.remember(this.#hostKey);
    } catch (error) {
      warning = `${messageOf(error)}. Until the program ends it keeps to its host. Make that place writable and start it again, or give it the key of the host as \`hostKey\`.`;
    }
    onEvent({ state: 'online', ...pairing, ...(warning !== undefined && { warning }) });
  }

  #send(message: Message): void {
    if (!this.#channel || this.#hasEnded) return;
    const { transport, client } = this.#options;
    const { session } = this.#handshake.greeting;
    let packets: Packet[];
    try {
      packets = this.#channel.seal(message);
    } catch (error) {
      const fault = error instanceof MessageTooLargeError ? 'is too large' : 'is no JSON';
      this.#replace(message, `${fault}. ${messageOf(error)}`);
      return;
    }
    for (const packet of packets) {
      client.emit(transport.packetPattern, { session, ...packet }).subscribe({
        error: (error: unknown) => this.#end(`the connection failed: ${messageOf(error)}`),
      });
    }
  }

  /** What cannot be sent ends the call that wanted to say it, at most: neither other calls nor the program. */
  #replace(message: Message, fault: string): void {
    switch (message.type) {
      case 'result':
        this.#send({ ...message, outcome: toOutcome(new ActionError(`The output ${fault}`)) });
        return;
      case 'request':
      case 'read':
      case 'evaluate': {
        const error = new ActionError(`What the action asks of the host ${fault}`);
        this.#worker.receive({ type: 'refusal', exchange: message.exchange, error: error.toJSON() });
        return;
      }
      case 'description':
      case 'undescribed': {
        const error = new ActionError(`What the application says of itself ${fault}`);
        this.#send({ type: 'undescribed', id: message.id, error: error.toJSON() });
        return;
      }
      case 'log': {
        const { fields: _fields, ...line } = message;
        this.#send({ ...line, message: `${line.message.slice(0, shortLineLength)} … (shortened, since it ${fault})` });
        return;
      }
      default:
        // What it offers stays as it is until the program is another.
        this.#end(`what the service says of itself ${fault}`, 'never');
    }
  }

  #listenOn(): void {
    clearTimeout(this.#silence);
    if (this.#hasEnded) return;
    this.#silence = setTimeout(() => this.#endUnheard(), this.#channel ? silenceMs : answerMs);
  }

  #endUnheard(): void {
    if (this.#channel || this.#refusal === undefined) this.#end('the host gave no sign of life');
    else this.#end(this.#refusal, 'late');
  }

  #end(reason: string, retry: Retry = 'soon'): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#silence);
    // The observable may end while it is being subscribed to.
    setImmediate(() => this.#subscriptions.unsubscribe());
    this.#worker.abandon(new CancelledError(`The connection to the host has ended: ${reason}.`));
    this.#ended.resolve();
    this.#options.onEvent({ state: 'ended', reason, retry });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
