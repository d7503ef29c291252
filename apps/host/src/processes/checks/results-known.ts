import type { PluginCatalogue } from '@mortise/runtime';
import { batchChange, depthAfter } from './batch-problems.ts';
import type { Graph } from './graph.ts';

interface Place {
  readonly name: string;
  /** How many batches, of those that were collected since, the step is within. */
  readonly within: number;
}

/**
 * Of each step that a message may have passed on its way, whether `steps.name` holds its result: within a batch that was collected
 * since, there was one for each item. Follows the ways back: into what a step collects, and out of it before the batch.
 */
export function resultsKnown(at: string, graph: Graph, catalogue: Pick<PluginCatalogue, 'find'>): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  const seen = new Set<string>();
  const open = placesBefore({ name: at, within: 0 }, graph);
  for (let place = open.pop(); place; place = open.pop()) {
    const key = `${place.within} ${place.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    known.set(place.name, known.get(place.name) === true || place.within === 0);
    const step = graph.step(place.name);
    const within = step ? depthAfter(place.within, -batchChange(step, catalogue)) : place.within;
    open.push(...placesBefore({ ...place, within }, graph));
  }
  return known;
}

function placesBefore({ name, within }: Place, graph: Graph): Place[] {
  return graph.before(name).map((before) => ({ name: before, within }));
}
