import type { MessageRow } from './message.ts';

/** At least one. */
export type OfRun<Item> = readonly [Item, ...Item[]];

/** By run, in one order on all hosts: no two wait for each other. */
export function byRun<Item>(
  items: readonly Item[],
  messageOf: (item: Item) => Pick<MessageRow, 'tenant' | 'run'>,
): OfRun<Item>[] {
  const runs = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const { tenant, run } = messageOf(item);
    const key = `${tenant} ${run}`;
    const known = runs.get(key);
    if (known) known.push(item);
    else runs.set(key, [item]);
  }
  return [...runs.keys()].sort().flatMap((key) => {
    const ofRun = runs.get(key);
    return ofRun ? [ofRun] : [];
  });
}
