import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { type ImportSpecifier, init, parse } from 'es-module-lexer';
import { PackError } from './pack-error.ts';

/** A module of the package to be: its path below the folder of the first one, and its source. */
export interface SourceModule {
  readonly path: string;
  readonly source: string;
}

/** A module and all that it imports by a relative path, with the packages that they import. Throws a PackError. */
export async function readModules(file: string): Promise<{ readonly modules: SourceModule[]; readonly packages: Set<string> }> {
  await init;
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
    for (const { n: specifier } of importsOf(withoutTypes(source, below), below)) {
      if (specifier === undefined) continue;
      if (specifier.startsWith('.')) waiting.push(join(dirname(path), specifier));
      else if (!specifier.startsWith('node:')) packages.add(packageOf(specifier));
    }
  }
  return { modules: [...modules.values()], packages };
}

/** Without its types, and with the paths by which it imports others that become JavaScript as well. Throws a PackError. */
export async function toJavaScript({ path, source }: SourceModule): Promise<string> {
  await init;
  const script = withoutTypes(source, path);
  return importsOf(script, path).reduceRight((text, { n: specifier, s: start, e: end }) => {
    if (!specifier?.startsWith('.') || !specifier.endsWith('.ts')) return text;
    return text.slice(0, start) + text.slice(start, end).replace(/\.ts(?=['"]?$)/, '.js') + text.slice(end);
  }, script);
}

function withoutTypes(source: string, shown: string): string {
  if (!shown.endsWith('.ts')) return source;
  try {
    return stripTypeScriptTypes(source);
  } catch (cause) {
    throw new PackError(`${shown} holds TypeScript that is more than types. ${reasonOf(cause)}`, { cause });
  }
}

function importsOf(script: string, shown: string): readonly ImportSpecifier[] {
  // What is no module imports nothing.
  if (!/\.[cm]?[jt]s$/.test(shown)) return [];
  try {
    const [imports] = parse(script);
    return imports;
  } catch (cause) {
    throw new PackError(`${shown} is no module. ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : '';
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

async function read(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new PackError(
      `${shown} cannot be read. Name a module as it lies there, with its ending, as in orders.actions.ts; of a service that is built, pack the built one.`,
      { cause },
    );
  }
}
