import type { ManifestAction } from '@mortise/sdk/manifest';
import { inFieldOrder } from '../in-field-order.ts';

/** Every call asks for it. */
const known = new WeakMap<ManifestAction, string>();

/** The same for what takes the same calls and answers them alike, whatever order its fields are in. */
export function actionContract(action: ManifestAction): string {
  const contract = known.get(action) ?? writeContract(action);
  known.set(action, contract);
  return contract;
}

function writeContract({ kind, input, output, repeatable = true }: ManifestAction): string {
  return JSON.stringify([kind, inFieldOrder(input), inFieldOrder(output), repeatable]);
}
