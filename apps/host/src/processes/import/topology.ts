/** What a node of an Orchesty topology does. */
export type TopologyKind = 'start' | 'schedule' | 'webhook' | 'action' | 'gateway' | 'user' | 'end' | 'unknown' | 'unmapped';

export interface TopologyNode {
  readonly id: string;
  readonly kind: TopologyKind;
  /** How the file calls the kind. */
  readonly type: string;
  readonly name: string;
  readonly application?: string | undefined;
  /** The program whose code it runs. */
  readonly worker?: string | undefined;
  readonly cron?: string | undefined;
  readonly position?: { readonly x: number; readonly y: number } | undefined;
  readonly attempts?: number | undefined;
  readonly retrySeconds?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
}

/** A process of Orchesty, whichever of its two formats it was written in. */
export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

const kinds: Readonly<Record<string, TopologyKind>> = {
  start: 'start',
  signal: 'start',
  cron: 'schedule',
  webhook: 'webhook',
  gateway: 'gateway',
  user: 'user',
  api: 'action',
  batch: 'action',
  batch_connector: 'action',
  connector: 'action',
  custom: 'action',
  mapper: 'action',
};

export function kindOf(type: string): TopologyKind {
  return Object.hasOwn(kinds, type) ? (kinds[type] ?? 'unknown') : 'unknown';
}
