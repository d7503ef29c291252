/** Deliveries of one webhook in a second, over time and at once. What a service sends in a burst waits in its queue of runs, not here. */
const perSecond = 100;
const burst = 2000;
const gapMs = 1000 / perSecond;
const mostKept = 10_000;

/** Keeps whoever calls an address all the time from keeping this host busy with it. */
export class DeliveryLimit {
  /** By webhook: when the next delivery would be due if all came at an even pace. */
  readonly #dueAt = new Map<string, number>();

  /** Takes a delivery, or says how long to wait before it is sent again. */
  take(webhook: string, now: number): number | undefined {
    const due = Math.max(this.#dueAt.get(webhook) ?? 0, now);
    const aheadMs = due - now - burst * gapMs;
    if (aheadMs > -gapMs) return Math.ceil(aheadMs + gapMs);
    if (this.#dueAt.size >= mostKept) this.#clear(now);
    this.#dueAt.set(webhook, due + gapMs);
    return undefined;
  }

  #clear(now: number): void {
    for (const [webhook, due] of this.#dueAt) if (due <= now) this.#dueAt.delete(webhook);
  }
}
