const most = 10;
const withinMs = 60_000;

/** Keeps whoever may approve services from finding the codes of others by trying. */
export class WrongCodes {
  /** When each tenant was wrong, of late. */
  readonly #times = new Map<string, readonly number[]>();

  note(tenant: string, now: number): void {
    this.#times.set(tenant, [...this.#recent(tenant, now), now]);
  }

  /** How long a tenant has to wait before it may try again; absent where it may at once. */
  waitMs(tenant: string, now: number): number | undefined {
    const first = this.#recent(tenant, now).at(-most);
    return first === undefined ? undefined : first + withinMs - now;
  }

  #recent(tenant: string, now: number): readonly number[] {
    return (this.#times.get(tenant) ?? []).filter((time) => time > now - withinMs);
  }
}
