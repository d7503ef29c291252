import { z } from 'zod';

/** `exports` of a package.json as far as a plugin needs it: a file, or conditions that lead to one. */
export const Exports: z.ZodType<Exports> = z.lazy(() =>
  z.union([z.string(), z.null(), z.array(Exports), z.record(z.string(), Exports)]),
);
export type Exports = string | null | readonly Exports[] | { readonly [condition: string]: Exports };

const conditions = new Set([
  ...process.execArgv.flatMap((argument) => /^--conditions=(?<name>.+)$/.exec(argument)?.groups?.['name'] ?? []),
  'node',
  'import',
  'module-sync',
  'default',
]);

/**
 * What `import(name)` of a package leads to, below its folder. Asking Node itself would cost more than all the rest of reading
 * a plugin.
 * @see https://nodejs.org/api/packages.html#conditional-exports
 */
export function entryPoint(exports: Exports | undefined, main: string | undefined): string | undefined {
  if (exports === undefined) return main ?? 'index.js';
  const isSubpaths = typeof exports === 'object' && exports !== null && '.' in exports;
  return target(isSubpaths ? exports['.'] : exports);
}

/** The first branch whose condition holds; the order is the package's own. */
function target(value: Exports | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  for (const [condition, branch] of Object.entries(value)) {
    const found = Array.isArray(value) || conditions.has(condition) ? target(branch) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
