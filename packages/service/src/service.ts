import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plugin } from '@mortise/sdk';
import { describePlugin } from '@mortise/sdk/manifest';
import { KeyFile } from './key-file.ts';
import type { Introducing } from './link/contract.ts';
import { defaultLinkUrl, type LinkClient, type LinkTransport, linkTransport } from './link/transport.ts';
import { OfferedCode } from './offered-code.ts';
import { type OfferedAction, ownPlugin, type ServiceFacts } from './own-plugin.ts';
import { Session, type SessionEvent } from './session.ts';
import { sdkVersion } from './versions.ts';

export interface ServiceOptions extends ServiceFacts {
  readonly actions?: readonly OfferedAction[];
  /** Plugins whose connectors the service offers beside its own actions. */
  readonly plugins?: readonly Plugin[];
  /**
   * Where the host is: `nats://`, `amqp://` or `redis://` names a broker, `tcp://` the host itself. `MORTISE_BROKER_URL` by default,
   * else the host on this machine.
   */
  readonly url?: string;
  /** Where the service keeps its key. `.mortise/<name>.key.json` by default. */
  readonly keyFile?: string;
  /** The key itself, instead of a file: `MORTISE_SERVICE_KEY` by default. Instances on several machines share one. */
  readonly key?: string;
  /**
   * Key of the host, which alone may call the service: `MORTISE_SERVICE_HOST_KEY` by default, else that of the host which approved
   * it. A service that is given its `key` writes none down, so give it this one too.
   */
  readonly hostKey?: string;
  /** Calls that this instance takes at a time. 16 by default. */
  readonly concurrency?: number;
  /** Told when the state changes. By default a line on the standard error. */
  readonly onState?: (state: ServiceState) => void;
}

export type ServiceState =
  /** Tries to reach the host. */
  | { readonly state: 'connecting'; readonly reason?: string; readonly nextTryMs?: number }
  /** Somebody has to approve it: the code is what the host has to show too. */
  | { readonly state: 'pending'; readonly code: string }
  /** `pairedWith` is the key of its host, where it was just paired; `warning` says why that could not be written down. */
  | { readonly state: 'online'; readonly pairedWith?: string; readonly warning?: string }
  /** It does not try again. */
  | { readonly state: 'stopped'; readonly reason?: string };

const firstRetryMs = 200;
const longestRetryMs = 5000;
const drainMs = 10_000;

/** A running program whose actions a host offers. Looks for its host until it is stopped, and comes back by itself. */
export class Service {
  readonly #options: ServiceOptions;
  readonly #code: OfferedCode;
  readonly #facts: Omit<Introducing, 'type' | 'key' | 'signature'>;
  #state: ServiceState = { state: 'stopped' };
  #session: Session | undefined;
  #stopping: AbortController | undefined;
  #running: Promise<void> | undefined;

  /** Throws a TypeError where a name does not fit or a schema cannot be described. */
  constructor(options: ServiceOptions) {
    this.#options = options;
    const plugins = [ownPlugin(options, options.actions ?? []), ...(options.plugins ?? [])];
    this.#code = new OfferedCode(plugins);
    this.#facts = {
      name: options.name,
      sdk: sdkVersion,
      instance: randomUUID(),
      concurrency: options.concurrency ?? 16,
      offers: plugins.map((plugin) => describePlugin(plugin, { sdk: `^${sdkVersion}` })),
    };
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** Begins to look for the host, which may not be there yet. Throws where the address or the key cannot be used, or a package is missing. */
  async start(): Promise<void> {
    if (this.#running) return;
    const { name, url = process.env['MORTISE_BROKER_URL'] ?? defaultLinkUrl } = this.#options;
    const { key = process.env['MORTISE_SERVICE_KEY'], keyFile = `.mortise/${name}.key.json` } = this.#options;
    const { hostKey = process.env['MORTISE_SERVICE_HOST_KEY'] } = this.#options;
    const transport = linkTransport(url);
    await transport.load();
    const keys = key === undefined ? await KeyFile.open(keyFile, hostKey) : KeyFile.of(key, hostKey);
    if (key !== undefined && hostKey === undefined && isBroker(transport)) {
      process.emitWarning(
        `The service ${name} belongs to whoever answers it first at the broker. Give it the key of its host: MORTISE_SERVICE_HOST_KEY.`,
      );
    }
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#running = this.#run(stopping.signal, async (onEvent) => {
      const client = transport.client();
      const session = new Session({ transport, client, keys, code: this.#code, facts: this.#facts, onEvent });
      return { session, client };
    });
  }

  /** Lets the calls under way end, for ten seconds at most, and leaves. */
  async stop(): Promise<void> {
    const until = performance.now() + drainMs;
    this.#stopping?.abort();
    const session = this.#session;
    await session?.leave(drainMs);
    while (session && session.inFlight > 0 && performance.now() < until) await sleep(20);
    await this.#running;
    this.#running = undefined;
    this.#note({ state: 'stopped' });
  }

  async #run(
    signal: AbortSignal,
    open: (onEvent: (event: SessionEvent) => void) => Promise<{ session: Session; client: LinkClient }>,
  ): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      if (failures === 0) this.#note({ state: 'connecting' });
      const ended = Promise.withResolvers<Extract<SessionEvent, { state: 'ended' }>>();
      const { session, client } = await open((event) => {
        if (event.state === 'ended') ended.resolve(event);
        else {
          failures = 0;
          this.#note(event);
        }
      });
      this.#session = session;
      const { reason, retry } = await ended.promise;
      this.#session = undefined;
      await closeQuietly(client);
      if (retry === 'never') {
        this.#note({ state: 'stopped', reason });
        return;
      }
      if (signal.aborted) return;
      const delayMs = retry === 'late' ? longestRetryMs : Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
      if (retry !== 'late' || !this.#isNoted(reason)) this.#note({ state: 'connecting', reason, nextTryMs: delayMs });
      await sleep(delayMs / 2 + Math.random() * (delayMs / 2), undefined, { signal }).catch(() => undefined);
    }
  }

  #isNoted(reason: string): boolean {
    return this.#state.state === 'connecting' && this.#state.reason === reason;
  }

  #note(state: ServiceState): void {
    this.#state = state;
    const { name, onState = (each: ServiceState) => process.stderr.write(`${describeState(name, each)}\n`) } = this.#options;
    onState(state);
  }
}

/** Makes a service of the actions of this program; `start()` connects it. */
export function mortise(options: ServiceOptions): Service {
  return new Service(options);
}

function describeState(name: string, state: ServiceState): string {
  switch (state.state) {
    case 'pending':
      return `mortise: ${name} waits for approval: mortise services approve --code ${state.code}`;
    case 'online': {
      const warning = state.warning === undefined ? '' : `\nmortise: ${name}: ${state.warning}`;
      return state.pairedWith === undefined
        ? `mortise: ${name} is online.${warning}`
        : `mortise: ${name} is online, paired with the host whose key is ${state.pairedWith}${warning}`;
    }
    case 'connecting':
      return state.reason === undefined
        ? `mortise: ${name} looks for its host.`
        : `mortise: ${name} is not connected: ${state.reason}. Next try in ${((state.nextTryMs ?? 0) / 1000).toFixed(1)} s.`;
    case 'stopped':
      return state.reason === undefined ? `mortise: ${name} has stopped.` : `mortise: ${name} has stopped: ${state.reason}`;
  }
}

/** Others can answer there too. */
function isBroker({ kind }: LinkTransport): boolean {
  return kind !== 'memory' && kind !== 'tcp';
}

/** A client whose connection never came about, or is already gone, may complain about being closed. */
async function closeQuietly(client: LinkClient): Promise<void> {
  try {
    await client.close();
  } catch {
    // There is nothing left to close.
  }
}
