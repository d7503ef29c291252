import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Manifest, writeManifest } from '@mortise/sdk/manifest';
import { z } from 'zod';
import { PackError } from './pack-error.ts';
import { packageFiles } from './package-files.ts';
import { readModules, toJavaScript } from './read-modules.ts';

export { PackError } from './pack-error.ts';

export interface PackRequest {
  /** The module that exports the actions. */
  readonly file: string;
  readonly name: string;
  readonly title: string;
  /** Where the package is made; must not be there yet. */
  readonly directory: string;
}

export interface PackedPlugin {
  readonly directory: string;
  readonly packageName: string;
  readonly files: readonly string[];
  readonly actions: readonly string[];
}

/** What an exported action looks like: the class itself, or an instance. By shape, since a service may bring its own copy of the SDK. */
const ExportedAction = z.looseObject({ kind: z.string(), name: z.string(), title: z.string(), execute: z.function() });

/** What comes with every host. */
const peers = ['@mortise/sdk', 'zod'];

/** Makes a plugin package of the actions of a service, built and with its manifest. Runs their module. Throws a PackError. */
export async function packPlugin({ file, name, title, directory }: PackRequest): Promise<PackedPlugin> {
  if (existsSync(directory)) throw new PackError(`${directory} is there already. Remove it, or name another folder with --out.`);
  const { modules, packages } = await readModules(file);
  if (packages.has('@mortise/service')) {
    throw new PackError(
      'The actions import @mortise/service, which a plugin does not know. Import what they need from @mortise/sdk.',
    );
  }
  const dependencies = await versionsOf(
    file,
    [...packages].filter((each) => !peers.includes(each)),
  );
  const exported = await exportedActions(file);
  const [entry] = modules;
  if (!entry) throw new PackError('There is no module.');
  const files = new Map([
    ...packageFiles({ name, title, actions: exported, module: entry.path, dependencies }),
    ...modules.map(({ path, source }) => [`src/${path}`, source] as const),
  ]);
  for (const [path, source] of [...files]) {
    if (path.startsWith('src/')) files.set(`dist/${path.slice(4).replace(/\.ts$/, '.js')}`, await toJavaScript({ path, source }));
  }
  const manifest = await build(files, dirname(file), directory);
  return {
    directory,
    packageName: `mortise-plugin-${name}`,
    files: [...files.keys(), 'dist/manifest.json'].sort(),
    actions: manifest.actions.map((action) => `${name}.${action.name}`),
  };
}

/** Builds beside the actions, where all that they import is found, and leaves nothing behind but the whole package. */
async function build(files: ReadonlyMap<string, string>, beside: string, directory: string): Promise<Manifest> {
  const temporary = await mkdtemp(join(beside, '.mortise-pack-')).catch(refuse(`${beside} cannot be written to`));
  try {
    const built = join(temporary, 'package');
    for (const [path, text] of files) {
      await mkdir(dirname(join(built, path)), { recursive: true });
      await writeFile(join(built, path), text);
    }
    const manifest = await writeManifest(built).catch(
      refuse('The plugin that was made cannot be loaded. Only modules come along: put what they read from files into one'),
    );
    await cp(built, directory, { recursive: true }).catch(async (error: unknown) => {
      await rm(directory, { recursive: true, force: true });
      return refuse(`${directory} cannot be written`)(error);
    });
    return manifest;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function refuse(what: string): (cause: unknown) => never {
  return (cause) => {
    throw new PackError(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  };
}

/** The exports that are actions, with the titles that the README shows. */
async function exportedActions(file: string): Promise<{ exportName: string; name: string; title: string }[]> {
  const module = await load(file);
  const found = Object.entries(module).flatMap(([exportName, value]) => {
    const { data } = ExportedAction.safeParse(isClass(value) ? instanceOf(value) : value);
    return data && exportName !== 'default' ? [{ exportName, name: data.name, title: data.title }] : [];
  });
  if (found.length > 0) return found;
  throw new PackError(
    'The module exports no action by name. Export the classes of the actions: export class ReserveStock extends CustomAction { … }',
  );
}

async function load(file: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(file).href).catch(refuse('The module of the actions cannot be loaded'));
}

function isClass(value: unknown): value is new () => unknown {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

/** A class that is no action may want to be given something. */
function instanceOf(found: new () => unknown): unknown {
  try {
    return new found();
  } catch {
    return undefined;
  }
}

/** The versions that the service itself uses. */
async function versionsOf(file: string, packages: readonly string[]): Promise<Record<string, string>> {
  const require = createRequire(file);
  const versions: Record<string, string> = {};
  for (const name of packages.toSorted()) {
    const folder = (require.resolve.paths(name) ?? [])
      .map((each) => join(each, name))
      .find((each) => existsSync(join(each, 'package.json')));
    if (folder === undefined) throw new PackError(`The package ${name} is not installed. Install it, then pack again.`);
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    versions[name] = `^${version}`;
  }
  return versions;
}
