import type { ActionKind } from '@mortise/sdk';

/** The three kinds of nodes that a platform knows. */
export type NodeKind = 'connector' | 'batch' | 'custom-node';

const kinds: Readonly<Record<ActionKind, NodeKind | undefined>> = {
  connector: 'connector',
  batch: 'batch',
  custom: 'custom-node',
  transform: 'custom-node',
  filter: 'custom-node',
  // They start a process, which on a platform is its own business.
  webhook: undefined,
  poll: undefined,
};

/** The kind of node that an action is on a platform; `undefined` for one that it cannot call. */
export function nodeKindOf(kind: ActionKind): NodeKind | undefined {
  return kinds[kind];
}
