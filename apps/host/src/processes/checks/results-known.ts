import type { PluginCatalogue } from '@mortise/runtime';
import { batchChange, depthAfter, type Place, placesFrom } from '../batch-depth.ts';
import type { Graph } from '../graph.ts';
import { mayBeBatch } from './may-be-batch.ts';

/**
 * Of each step that a message may have passed on its way, whether `steps.name` holds its result: within a batch that was collected
 * since, there was one for each item. Follows the ways back: into what a step collects, and out of it before the batch. The depth
 * is that within batches which were collected since.
 */
export function resultsKnown(at: string, graph: Graph, catalogue: Pick<PluginCatalogue, 'find'>): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  const isBatch = mayBeBatch(catalogue);
  const back = (place: Place) => {
    const step = graph.step(place.name);
    const depth = step ? depthAfter(place.depth, -batchChange(step, isBatch)) : place.depth;
    return placesBefore({ ...place, depth }, graph);
  };
  for (const { name, depth } of placesFrom(placesBefore({ name: at, depth: 0 }, graph), back)) {
    known.set(name, known.get(name) === true || depth === 0);
  }
  return known;
}

function placesBefore({ name, depth }: Place, graph: Graph): Place[] {
  return graph.before(name).map((before) => ({ name: before, depth }));
}
