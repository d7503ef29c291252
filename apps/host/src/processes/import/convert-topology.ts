import type { CatalogueAction } from '@mortise/runtime';
import type { z } from 'zod';
import { cronProblem } from '../checks/schedule-problems.ts';
import type { Edge, ProcessDocument, Step } from '../process-document.ts';
import { findAction, kebab, wantedAction } from './find-action.ts';
import type { ImportedElement } from './import-schemas.ts';
import type { Topology, TopologyNode } from './topology.ts';

type WrittenStep = z.input<typeof Step>;
type WrittenEdge = z.input<typeof Edge>;
type WrittenDocument = z.input<typeof ProcessDocument>;
type Became = Pick<ImportedElement, 'status' | 'detail'> & { readonly step?: WrittenStep };

export interface ConvertedTopology {
  readonly document: WrittenDocument;
  readonly report: readonly ImportedElement[];
}

const longestName = 63;
const longestCron = 200;
const longestNote = 5000;

/**
 * A process of ours with the steps of one of Orchesty's. What has no counterpart stays as a step that lets everything pass; what
 * was not even read is only told of.
 */
export function convertTopology(
  { nodes, links }: Topology,
  title: string,
  actions: readonly CatalogueAction[],
): ConvertedTopology {
  const names = new Map<string, string>();
  const steps: Record<string, WrittenStep> = {};
  const positions: Record<string, { x: number; y: number }> = {};
  const report: ImportedElement[] = [];
  for (const node of nodes) {
    const { step, ...became } = convert(node, actions);
    const name = step && freeName(node, new Set(Object.keys(steps)));
    if (step && name !== undefined) {
      names.set(node.id, name);
      steps[name] = step;
      if (node.position) positions[name] = node.position;
    }
    report.push({ element: node.id, name: node.name, ...became, ...(name !== undefined && { step: name }) });
  }
  const edges = new Map<string, WrittenEdge>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const link of links) {
    const [from, to] = [names.get(link.from), names.get(link.to)];
    if (from !== undefined && to !== undefined) edges.set(`${from} ${to}`, { from, to });
    else report.push(...lostLink(link, byId));
  }
  return { document: { title, steps, edges: [...edges.values()], positions }, report };
}

/** Nothing where an end is all that it leads to. */
function lostLink({ from, to }: Topology['links'][number], nodes: ReadonlyMap<string, TopologyNode>): ImportedElement[] {
  const lost = { element: `${from} -> ${to}`, name: '', status: 'unknown' } as const;
  const ends = [nodes.get(from), nodes.get(to)];
  if (ends.includes(undefined)) return [{ ...lost, detail: 'It joins a node that is not in the file, so it was left out.' }];
  const unmapped = ends.find((node) => node?.kind === 'unmapped');
  if (!unmapped) return [];
  const detail = `It joins "${unmapped.name || unmapped.id}" (${unmapped.type}), which is not mapped, so it was left out.`;
  return [{ ...lost, detail: `${detail} Join the step that you add instead.` }];
}

function convert(node: TopologyNode, actions: readonly CatalogueAction[]): Became {
  const title = node.name.slice(0, 200);
  const common = title === '' ? {} : { title };
  switch (node.kind) {
    case 'start':
      return { status: 'mapped', detail: 'Starts the process, by hand or over the API.', step: { ...common, kind: 'start' } };
    case 'schedule':
      return convertSchedule(node, common);
    case 'webhook':
      return convertWebhook(node, common, actions);
    case 'action':
      return convertAction(node, common, actions);
    case 'gateway':
      return { status: 'mapped', detail: 'Give its edges conditions: the file holds none.', step: { ...common, kind: 'route' } };
    case 'end':
      return { status: 'mapped', detail: 'Needs no step: a way ends where nothing follows.' };
    case 'unmapped':
      return {
        status: 'unknown',
        detail: `"${node.type}" is not mapped: it was left out, with all that it holds and its edges. Add a step that does the same.`,
      };
    case 'user':
    case 'unknown':
      return {
        status: 'unknown',
        detail: `"${node.type}" has no counterpart. Everything passes the step; put there what it did.`,
        step: { ...common, kind: 'route', note: noteOf(`Was a node of the type ${node.type}.`) },
      };
  }
}

function convertSchedule({ cron }: TopologyNode, common: { title?: string }): Became {
  if (cron === undefined || cron.length > longestCron || cronProblem({ cron, timeZone: 'UTC' }) !== undefined) {
    const detail =
      cron === undefined
        ? 'The file does not say when. It starts by hand until you make it a schedule.'
        : `"${cron}" is no schedule. It starts by hand until you make it one.`;
    return { status: 'unknown', detail, step: { ...common, kind: 'start' } };
  }
  return {
    status: 'mapped',
    detail: 'Runs in UTC. Change the time zone where that was another.',
    step: { ...common, kind: 'schedule', cron },
  };
}

function convertWebhook(node: TopologyNode, common: { title?: string }, actions: readonly CatalogueAction[]): Became {
  const found = findAction(node, actions);
  if (found) {
    return { status: 'mapped', detail: 'Choose its connection.', step: { ...common, kind: 'webhook', action: found.id } };
  }
  const action = wantedAction(node);
  const step: WrittenStep = action === undefined ? { ...common, kind: 'start' } : { ...common, kind: 'webhook', action };
  const what =
    action === undefined
      ? 'It starts by hand until you choose a webhook'
      : `Install a plugin with "${action}", or choose another`;
  return { status: 'needs_plugin', detail: `No installed plugin offers this webhook. ${what}.`, step };
}

function convertAction(node: TopologyNode, common: { title?: string }, actions: readonly CatalogueAction[]): Became {
  const found = findAction(node, actions);
  const action = found?.id ?? wantedAction(node);
  if (action === undefined) {
    return {
      status: 'needs_plugin',
      detail: 'The file does not say whose code it runs. Everything passes the step; put the action there.',
      step: { ...common, kind: 'route', note: noteOf(`Was the ${node.type} "${node.name}".`) },
    };
  }
  const step: WrittenStep = { ...common, kind: 'action', action, ...policyOf(node) };
  if (found) return { status: 'mapped', detail: 'Choose its connection, and check its input.', step };
  const detail =
    node.application === undefined
      ? `It ran code of its own. Offer "${action}" by a plugin or a service, or choose another action.`
      : `No installed plugin offers "${action}". Install one, or choose another action.`;
  return { status: 'needs_plugin', detail, step };
}

/** Orchesty counts all attempts as hops, and waits as long between any two of them. */
function policyOf({ attempts, retrySeconds, timeoutSeconds }: TopologyNode) {
  const delay = retrySeconds === undefined ? undefined : Math.min(86_400, retrySeconds);
  return {
    ...(attempts !== undefined && {
      retry: {
        attempts: Math.min(1000, attempts),
        ...(delay !== undefined && { firstDelaySeconds: delay, longestDelaySeconds: delay }),
      },
    }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds: Math.min(3600, timeoutSeconds) }),
  };
}

function freeName({ name, kind }: TopologyNode, taken: ReadonlySet<string>): string {
  const words = kebab(name);
  const base = (/^[a-z]/.test(words) ? words : `${kind}-${words}`).slice(0, longestName - 4).replace(/-+$/, '');
  for (let number = 1; ; number++) {
    const free = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(free)) return free;
  }
}

function noteOf(text: string): string {
  return text.length > longestNote ? `${text.slice(0, longestNote - 1)}…` : text;
}
