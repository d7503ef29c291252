import type { Claim } from '../queue/work-queue.ts';
import type { Hop, HopResult } from './message.ts';

interface Place {
  readonly tenant: string;
  readonly controller: AbortController;
  readonly since: number;
}

/** What takes longer waits for somebody else, and gives its place to others meanwhile. */
export const lastingAfterMs = 1000;
/** Of what takes longer there may be so many times as many messages as places. */
const lastingPerPlace = 8;

/** However slow its steps are, a tenant, and an account, leaves a quarter of the places to others. */
export function shareOf(places: number): number {
  return Math.max(1, Math.floor(places * 0.75));
}

/** What an engine works on at this moment: so many messages at once, and besides them those that have taken long already. */
export class Workplaces {
  readonly #places: number;
  /** Those that hold a place, the oldest first. */
  readonly #held = new Map<Claim, Place>();
  readonly #lasting = new Map<Claim, Place>();
  /** How many places each tenant holds. */
  readonly #ofTenant = new Map<string, number>();

  constructor(places: number) {
    this.#places = places;
  }

  get claims(): Claim[] {
    return [...this.#lasting.keys(), ...this.#held.keys()];
  }

  /** Whether nothing is worked on. */
  get areEmpty(): boolean {
    return this.#held.size + this.#lasting.size === 0;
  }

  begin({ claim, run: { tenant } }: Hop): AbortSignal {
    const controller = new AbortController();
    this.#held.set(claim, { tenant, controller, since: performance.now() });
    this.#ofTenant.set(tenant, (this.#ofTenant.get(tenant) ?? 0) + 1);
    return controller.signal;
  }

  end({ claim, run }: Hop): void {
    this.#lasting.delete(claim);
    if (this.#held.delete(claim)) this.#giveBack(run.tenant);
  }

  /** Takes the places of those that take long, so that others get them. */
  clear(): void {
    const before = performance.now() - lastingAfterMs;
    for (const [claim, place] of this.#held) {
      if (place.since > before || this.#lasting.size >= lastingPerPlace * this.#places) return;
      this.#held.delete(claim);
      this.#lasting.set(claim, place);
      this.#giveBack(place.tenant);
    }
  }

  /** How many places are free once these have left theirs. */
  free(leaving: readonly HopResult[]): number {
    return this.#places - this.#held.size + this.#leaving(leaving).length;
  }

  /** How many of them a tenant may take. */
  roomFor(tenant: string, leaving: readonly HopResult[]): number {
    const ofTenant = this.#leaving(leaving).filter(({ hop }) => hop.run.tenant === tenant);
    return shareOf(this.#places) - (this.#ofTenant.get(tenant) ?? 0) + ofTenant.length;
  }

  abort(): void {
    for (const { controller } of [...this.#lasting.values(), ...this.#held.values()]) controller.abort();
  }

  #leaving(results: readonly HopResult[]): readonly HopResult[] {
    return results.filter(({ hop }) => this.#held.has(hop.claim));
  }

  #giveBack(tenant: string): void {
    const left = (this.#ofTenant.get(tenant) ?? 1) - 1;
    if (left > 0) this.#ofTenant.set(tenant, left);
    else this.#ofTenant.delete(tenant);
  }
}
