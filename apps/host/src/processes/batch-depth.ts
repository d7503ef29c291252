import type { Graph } from './graph.ts';
import type { ActionStep, Step } from './process-document.ts';

/** Whether an action gives its output page by page. */
export type IsBatch = (step: ActionStep) => boolean;

export interface Place {
  readonly name: string;
  /** Batches that the messages here are a part of, from the one on that is looked at. */
  readonly depth: number;
}

/** Deeper than this nobody nests; the bound keeps a circle from being walked for ever. */
const deepest = 20;

/** How many more batches the messages behind a step are a part of. */
export function batchChange(step: Step, isBatch: IsBatch): number {
  if (step.kind === 'collect') return -1;
  return step.kind === 'action' && isBatch(step) ? 1 : 0;
}

export function depthAfter(depth: number, change: number): number {
  return Math.min(deepest, Math.max(0, depth + change));
}

/** What comes out of a batch is a part of it; what failed, and goes on all the same, is not. */
export function waysOn({ name, depth }: Place, graph: Graph, isBatch: IsBatch): Place[] {
  const step = graph.step(name);
  if (!step) return [];
  const within = depthAfter(depth, batchChange(step, isBatch));
  const along = graph.along(name);
  const failed = step.kind === 'action' && step.onFailure === 'continue' ? along : [graph.failureOf(name) ?? []].flat();
  return [...along.map((to) => ({ name: to, depth: within })), ...failed.map((to) => ({ name: to, depth }))];
}

/** These places and all that they lead to, each once. */
export function placesFrom(places: readonly Place[], next: (place: Place) => readonly Place[]): Place[] {
  const found = new Map<string, Place>();
  const open = [...places];
  for (let place = open.pop(); place; place = open.pop()) {
    const key = `${place.depth} ${place.name}`;
    if (found.has(key)) continue;
    found.set(key, place);
    open.push(...next(place));
  }
  return [...found.values()];
}
