/** Work that waits, in order within its group; groups take turns, so that nobody waits behind all the work of another. */
export class FairQueue<Item> {
  readonly #groups = new Map<string, Set<Item>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(group: string, item: Item): void {
    const waiting = this.#groups.get(group);
    if (waiting) waiting.add(item);
    else this.#groups.set(group, new Set([item]));
    this.#size++;
  }

  /** False where it does not wait any more. */
  remove(group: string, item: Item): boolean {
    const waiting = this.#groups.get(group);
    if (!waiting?.delete(item)) return false;
    if (waiting.size === 0) this.#groups.delete(group);
    this.#size--;
    return true;
  }

  /** The next item of a group that may go on, if there is one. */
  take(mayGoOn: (group: string) => boolean): Item | undefined {
    for (const [group, waiting] of this.#groups) {
      const [item] = waiting;
      if (item === undefined || !mayGoOn(group)) continue;
      this.remove(group, item);
      // To the end of the line.
      if (waiting.size > 0 && this.#groups.delete(group)) this.#groups.set(group, waiting);
      return item;
    }
    return undefined;
  }
}
