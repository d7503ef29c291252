import { failureStepOf, Graph } from '../graph.ts';
import { isStart, type ProcessDocument } from '../process-document.ts';
import { error, type Problem, warning } from './problem.ts';

const shownOfCycle = 6;

/** What is wrong with the steps and edges of a process, whatever the steps do. */
export function graphProblems(document: ProcessDocument): Problem[] {
  const graph = new Graph(document);
  return [...edgeProblems(document, graph), ...failureProblems(document, graph), ...wayProblems(graph)];
}

function edgeProblems({ edges }: ProcessDocument, graph: Graph): Problem[] {
  const seen = new Set<string>();
  return edges.flatMap(({ from, to, when, label }, index) => {
    const path = `edges.${index}`;
    const problems: Problem[] = [];
    if (!graph.step(from)) problems.push(error('step_unknown', `No step is called "${from}".`, { path: `${path}.from` }));
    const target = graph.step(to);
    if (!target) problems.push(error('step_unknown', `No step is called "${to}".`, { path: `${path}.to` }));
    else if (isStart(target)) {
      const message = `"${to}" starts the process, so nothing can lead to it. Lead the edge to the step behind it.`;
      problems.push(error('edge_into_start', message, { step: to, path: `${path}.to` }));
    }
    const key = JSON.stringify([from, to, when, label]);
    if (seen.has(key)) {
      const message = `There is the same edge from "${from}" to "${to}" before: each message would arrive twice. Remove one of them.`;
      problems.push(error('edge_repeated', message, { step: from, path }));
    }
    seen.add(key);
    return problems;
  });
}

function failureProblems({ steps }: ProcessDocument, graph: Graph): Problem[] {
  return Object.entries(steps).flatMap(([name, step]) => {
    const to = failureStepOf(step);
    const target = to === undefined ? undefined : graph.step(to);
    const place = { step: name, path: `steps.${name}.onFailure.to` };
    if (to === undefined || (target && !isStart(target))) return [];
    if (!target) return [error('step_unknown', `No step is called "${to}".`, place)];
    return [error('edge_into_start', `"${to}" starts the process. Let failed messages go on at another step.`, place)];
  });
}

function wayProblems(graph: Graph): Problem[] {
  const problems: Problem[] = [];
  const hasStart = graph.starts.length > 0;
  if (!hasStart) {
    problems.push(error('no_start', 'Nothing starts the process. Add a step of the kind start, schedule, webhook or poll.'));
  }
  for (const cycle of graph.cycles()) {
    const shown = [...cycle.slice(0, shownOfCycle), ...(cycle.length > shownOfCycle ? ['…'] : []), cycle[0]];
    const message = `The steps form a circle, in which messages would never end: ${shown.join(' → ')}. Remove one of its edges.`;
    problems.push(error('cycle', message, { step: cycle[0], path: `steps.${cycle[0]}` }));
  }
  const reachable = graph.reachable();
  for (const name of graph.names) {
    const step = graph.step(name);
    const place = { step: name, path: `steps.${name}` };
    if (hasStart && !reachable.has(name)) {
      problems.push(error('step_unreachable', 'No way leads here from a start. Add an edge, or remove the step.', place));
    } else if (step && (isStart(step) || step.kind === 'route' || step.kind === 'filter') && graph.after(name).length === 0) {
      problems.push(warning('leads_nowhere', 'Nothing follows, so messages end here without an effect.', place));
    }
  }
  return problems;
}
