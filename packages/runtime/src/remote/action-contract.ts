import type { ManifestAction } from '@mortise/sdk/manifest';

/** Every call asks for it. */
const known = new WeakMap<ManifestAction, string>();

/** The same for what takes the same calls and answers them alike, whatever order its fields are in. */
export function actionContract(action: ManifestAction): string {
  const contract = known.get(action) ?? writeContract(action);
  known.set(action, contract);
  return contract;
}

function writeContract({ kind, input, output, repeatable = true }: ManifestAction): string {
  return JSON.stringify([kind, sorted(input), sorted(output), repeatable]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => [name, sorted(each)]);
}
