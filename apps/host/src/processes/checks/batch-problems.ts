import type { PluginCatalogue } from '@mortise/runtime';
import { placesFrom, waysOn } from '../batch-depth.ts';
import { Graph } from '../graph.ts';
import type { ProcessDocument } from '../process-document.ts';
import { mayBeBatch } from './may-be-batch.ts';
import { error, type Problem } from './problem.ts';

/** Steps that collect where there may be no batch to wait for. What an unknown action does is left open. */
export function batchProblems(document: ProcessDocument, catalogue: Pick<PluginCatalogue, 'find'>): Problem[] {
  const graph = new Graph(document);
  const isBatch = mayBeBatch(catalogue);
  const starts = graph.starts.map((name) => ({ name, depth: 0 }));
  const message =
    'Messages can arrive here without a batch before, so there is nothing to wait for. Put a batch before this step.';
  return placesFrom(starts, (place) => waysOn(place, graph, isBatch))
    .filter(({ name, depth }) => depth === 0 && graph.step(name)?.kind === 'collect')
    .map(({ name }) => error('collect_without_batch', message, { step: name, path: `steps.${name}` }));
}
