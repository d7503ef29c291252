import type { PluginCatalogue } from '@mortise/runtime';
import type { ProcessDocument, Step } from '../process-document.ts';
import { Graph } from './graph.ts';
import { error, type Problem } from './problem.ts';

/** Steps that collect where there may be no batch to wait for. What an unknown action does is left open. */
export function batchProblems(document: ProcessDocument, catalogue: Pick<PluginCatalogue, 'find'>): Problem[] {
  const graph = new Graph(document);
  const seen = new Set(graph.starts.map((name) => keyOf({ name, depth: 0 })));
  const open = graph.starts.map((name) => ({ name, depth: 0 }));
  const found = new Set<string>();
  for (let at = open.pop(); at; at = open.pop()) {
    const step = graph.step(at.name);
    if (!step) continue;
    if (step.kind === 'collect' && at.depth === 0) found.add(at.name);
    for (const next of waysOn(at, step, graph, catalogue)) {
      if (!seen.has(keyOf(next))) open.push(next);
      seen.add(keyOf(next));
    }
  }
  const message =
    'Messages can arrive here without a batch before, so there is nothing to wait for. Put a batch before this step.';
  return [...found].map((name) => error('collect_without_batch', message, { step: name, path: `steps.${name}` }));
}

interface Place {
  readonly name: string;
  /** Batches that the messages here are a part of. */
  readonly depth: number;
}

/** What comes out of a batch is a part of it; what failed, and goes on all the same, is not. */
function waysOn({ name, depth }: Place, step: Step, graph: Graph, catalogue: Pick<PluginCatalogue, 'find'>): Place[] {
  const within = depthAfter(depth, batchChange(step, catalogue));
  const along = graph.along(name);
  const failed = step.kind === 'action' && step.onFailure === 'continue' ? along : [graph.failureOf(name) ?? []].flat();
  return [...along.map((to) => ({ name: to, depth: within })), ...failed.map((to) => ({ name: to, depth }))];
}

/** How many more batches the messages behind a step are a part of. An unknown action may be a batch. */
export function batchChange(step: Step, catalogue: Pick<PluginCatalogue, 'find'>): number {
  if (step.kind === 'collect') return -1;
  if (step.kind !== 'action') return 0;
  const kind = catalogue.find(step.action, step.version)?.action.kind;
  return kind === undefined || kind === 'batch' ? 1 : 0;
}

/** Batches within batches are not followed without end. */
export function depthAfter(depth: number, change: number): number {
  return Math.min(20, Math.max(0, depth + change));
}

function keyOf({ name, depth }: Place): string {
  return `${depth} ${name}`;
}
