import type { PluginCatalogue } from '@mortise/runtime';
import type { IsBatch } from '../batch-depth.ts';

/** Whether an action is a batch as far as the catalogue tells: one that it does not know may be. */
export function mayBeBatch(catalogue: Pick<PluginCatalogue, 'find'>): IsBatch {
  return ({ action, version }) => {
    const kind = catalogue.find(action, version)?.action.kind;
    return kind === undefined || kind === 'batch';
  };
}
