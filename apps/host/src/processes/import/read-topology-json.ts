import { z } from 'zod';
import { ImportError } from './import-error.ts';
import { kindOf, type Topology, type TopologyKind, type TopologyNode } from './topology.ts';

const Text = z.string().nullish();
const Node = z.object({
  id: z.string(),
  label: Text,
  shape: Text,
  name: Text,
  action: z.object({ app: Text, name: Text, type: Text, worker: Text }).nullish(),
  position: z.object({ x: z.number(), y: z.number() }).nullish(),
});
type Node = z.infer<typeof Node>;

const File = z.object({
  nodes: z.array(Node),
  connections: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
});

/** Circles are told apart by their label alone. */
const eventKinds: Readonly<Record<string, TopologyKind>> = { Cron: 'schedule', Webhook: 'webhook', 'End Event': 'end' };

/** Reads a `.tplg.json` file. Throws an ImportError. */
export function readTopologyJson(content: string): Topology {
  const { data, error } = File.safeParse(parse(content));
  if (error) throw new ImportError(`The file is no process of Orchesty. ${z.prettifyError(error)}`);
  return { nodes: data.nodes.map(nodeOf), links: data.connections };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ImportError(`The file is not JSON: ${reason}.`, { cause });
  }
}

function nodeOf({ id, label, shape, name, action, position }: Node): TopologyNode {
  const place = { id, position: position ?? undefined };
  if (shape === 'circle') {
    const kind = eventKinds[label ?? ''] ?? 'start';
    return { ...place, kind, type: label ?? 'Event', name: name ?? '' };
  }
  if (shape === 'hexagon') return { ...place, kind: 'user', type: 'user', name: name ?? '' };
  if (!action) return { ...place, kind: 'gateway', type: 'gateway', name: name ?? '' };
  const type = action.type ?? 'custom';
  return {
    ...place,
    kind: kindOf(type),
    type,
    name: action.name ?? name ?? '',
    application: action.app || undefined,
    worker: action.worker || undefined,
  };
}
