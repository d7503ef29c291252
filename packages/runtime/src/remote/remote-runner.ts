import {
  type ApiDescription,
  CancelledError,
  type Outcome,
  type Patience,
  remainingMs,
  TimeoutError,
  toOutcome,
} from '@mortise/sdk';
import { ServiceOfflineError } from '../errors/service-offline-error.ts';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { Invocation, InvocationHost, Runner } from '../runners/runner.ts';
import { actionContract } from './action-contract.ts';
import type { RemoteInstance } from './remote-instance.ts';

/** Whoever was just lost usually comes back, as after a deployment or a restart of the broker; a call waits that long for it. */
const returnMs = 10_000;
/** A call that ends whoever takes it must not end them all. */
const maxLosses = 3;
/** Describing has no deadline of its own. */
const describeMs = 10_000;

/** What an instance has to offer to be given a call. */
interface Wanted {
  readonly application: string;
  readonly action: string | undefined;
  /** Of the action, as whoever calls knows it. */
  readonly contract: string | undefined;
}

interface Waiting extends Wanted {
  give(instance: RemoteInstance): void;
}

interface Service {
  /** With the calls that each has been given. */
  readonly instances: Map<RemoteInstance, number>;
  /** First come, first served. */
  readonly waiting: Set<Waiting>;
  lostAt: number;
}

/** Runs the actions of services in their connected instances, which share the work. */
export class RemoteRunner implements Runner {
  readonly #services = new Map<string, Service>();

  attach(name: string, instance: RemoteInstance): void {
    const service = this.#service(name);
    service.instances.set(instance, 0);
    void instance.left.then(() => {
      service.instances.delete(instance);
      service.lostAt = performance.now();
      // With the last of its contract gone, those that waited for it take another.
      this.#serve(service);
    });
    this.#serve(service);
  }

  instancesOf(service: string): number {
    return this.#services.get(service)?.instances.size ?? 0;
  }

  async load(): Promise<void> {
    // A service has loaded its own code.
  }

  async describe(plugin: PluginPackage, settings: Readonly<Record<string, unknown>>): Promise<ApiDescription> {
    const patience = { deadlineAt: performance.now() + describeMs };
    const instance = await this.#take(plugin, undefined, patience);
    try {
      return await instance.describe(settings, plugin.manifest.application.name);
    } finally {
      this.#giveBack(plugin, instance);
    }
  }

  async run(plugin: PluginPackage, invocation: Invocation, host: InvocationHost): Promise<Outcome> {
    const isRepeatable = plugin.manifest.actions.find(({ name }) => name === invocation.action)?.repeatable ?? true;
    try {
      for (let tries = 1; ; tries++) {
        const mayTryAgain = isRepeatable && tries < maxLosses;
        const instance = await this.#take(plugin, invocation.action, invocation);
        const { outcome, lost } = await instance
          .run(invocation, plugin.manifest.application.name, host, { isRepeatable, mayTryAgain })
          .finally(() => this.#giveBack(plugin, instance));
        if (!lost || !mayTryAgain) return outcome;
      }
    } catch (error) {
      return toOutcome(error);
    }
  }

  async release(): Promise<void> {
    // Its instances end with their connections.
  }

  async close(): Promise<void> {
    for (const { instances } of this.#services.values()) {
      for (const instance of [...instances.keys()]) instance.end('the host stops');
    }
  }

  /** Takes a place at the least busy instance, now or when there is one. Throws a ServiceOfflineError, TimeoutError or CancelledError. */
  #take(plugin: PluginPackage, action: string | undefined, { deadlineAt, signal }: Patience): Promise<RemoteInstance> {
    const service = this.#serviceOf(plugin);
    const wanted = wantedOf(plugin, action);
    const free = takeFree(service, wanted);
    if (free) return Promise.resolve(free);
    const { promise, resolve, reject } = Promise.withResolvers<RemoteInstance>();
    const waiting: Waiting = { ...wanted, give: resolve };
    const giveUp = (error: Error) => {
      service.waiting.delete(waiting);
      reject(error);
    };
    const returnsAt = isServed(service, wanted) ? Infinity : service.lostAt + returnMs;
    const expire = () => {
      const busy = new TimeoutError('All instances of the service were busy until the deadline of the call.');
      giveUp(isServed(service, wanted) ? busy : new ServiceOfflineError(plugin.name));
    };
    const cancel = () => giveUp(new CancelledError('The call was cancelled while it waited for the service.'));
    const timer = setTimeout(expire, remainingMs(Math.min(deadlineAt, returnsAt)));
    service.waiting.add(waiting);
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    return promise.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    });
  }

  #giveBack(plugin: PluginPackage, instance: RemoteInstance): void {
    const service = this.#serviceOf(plugin);
    const given = service.instances.get(instance);
    if (given !== undefined) service.instances.set(instance, given - 1);
    this.#serve(service);
  }

  #serve(service: Service): void {
    for (const waiting of service.waiting) {
      const free = takeFree(service, waiting);
      if (!free) continue;
      service.waiting.delete(waiting);
      waiting.give(free);
    }
  }

  #serviceOf({ name, offer }: PluginPackage): Service {
    return this.#service(offer?.service ?? name);
  }

  #service(name: string): Service {
    const known = this.#services.get(name);
    if (known) return known;
    const service: Service = { instances: new Map(), waiting: new Set(), lostAt: -Infinity };
    this.#services.set(name, service);
    return service;
  }
}

function wantedOf({ manifest: { application, actions } }: PluginPackage, action: string | undefined): Wanted {
  const known = actions.find(({ name }) => name === action);
  return { application: application.name, action, contract: known && actionContract(known) };
}

function takeFree(service: Service, wanted: Wanted): RemoteInstance | undefined {
  const { instances } = service;
  const free = fitting(service, wanted)
    .map((instance) => ({ instance, given: instances.get(instance) ?? 0 }))
    .filter(({ instance, given }) => given < instance.concurrency)
    .sort((a, b) => a.given / a.instance.concurrency - b.given / b.instance.concurrency)[0];
  if (!free) return undefined;
  instances.set(free.instance, free.given + 1);
  return free.instance;
}

function isServed(service: Service, wanted: Wanted): boolean {
  return fitting(service, wanted).length > 0;
}

/** Those that understand the action as the caller does; where none of them is connected, as between two versions, those that offer it. */
function fitting({ instances }: Service, { application, action, contract }: Wanted): RemoteInstance[] {
  const offering = [...instances.keys()].filter((instance) => instance.isUsable && instance.offers(application, action));
  if (action === undefined) return offering;
  const same = offering.filter((instance) => instance.contractOf(application, action) === contract);
  return same.length > 0 ? same : offering;
}
