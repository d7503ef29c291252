import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { PackError } from './pack-error.ts';

/** A module of the package to be: its path below the folder of the first one, and its source. */
export interface SourceModule {
  readonly path: string;
  readonly source: string;
}

const specifiers = /(?:\bfrom|\bimport|\bimport\()\s*['"](?<specifier>[^'"]+)['"]/g;

/** A module and all that it imports by a relative path, with the packages that they import. Throws a PackError. */
export async function readModules(file: string): Promise<{ readonly modules: SourceModule[]; readonly packages: Set<string> }> {
  const root = dirname(file);
  const modules = new Map<string, SourceModule>();
  const packages = new Set<string>();
  const waiting = [file];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (modules.has(path)) continue;
    const below = relative(root, path);
    if (below.startsWith(`..${sep}`)) {
      throw new PackError(`${below} lies outside of the folder of the actions. Move what they need into it.`);
    }
    const source = await read(path, below);
    modules.set(path, { path: below.split(sep).join('/'), source });
    for (const specifier of specifiersOf(source)) {
      if (specifier.startsWith('.')) waiting.push(join(dirname(path), specifier));
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return { modules: [...modules.values()], packages };
}

export function specifiersOf(source: string): string[] {
  return [...source.matchAll(specifiers)].flatMap(({ groups }) => groups?.['specifier'] ?? []);
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

async function read(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new PackError(`${shown} cannot be read. Name a module with its ending, as in orders.actions.ts.`, { cause });
  }
}
