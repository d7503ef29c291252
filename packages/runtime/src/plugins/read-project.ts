import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Manifest } from '@mortise/sdk/manifest';
import semver from 'semver';
import { z } from 'zod';
import { withoutPaths } from '../without-paths.ts';
import { Exports, entryPoint } from './entry-point.ts';
import type { BrokenPackage, PluginPackage } from './plugin-package.ts';

const ProjectJson = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/** Any package.json: enough to tell whether it is a plugin's, and to name it where it is broken. */
const PackageJson = z.looseObject({ name: z.unknown(), version: z.unknown(), mortise: z.unknown() });

const PluginJson = z.object({
  name: z.string().min(1),
  version: z.string().refine((version) => semver.valid(version) !== null, 'is not a version'),
  mortise: z.object({ manifest: z.string().min(1) }),
  exports: Exports.optional(),
  main: z.string().optional(),
});

/** A reason why a package is not usable, in words for its user. */
class PackageProblem extends Error {}

export interface ReadOptions {
  readonly sdkVersion: string;
  /** What an earlier reading found, by revision: what has not changed on disk is not read again. */
  readonly known: ReadonlyMap<string, PluginPackage>;
}

/**
 * Reads the plugins among the dependencies of a host's project: those whose package.json has a `mortise` key. Manifests are
 * read, code is not. A dependency that is not on disk is passed over: a package manager may be at work. Reads synchronously,
 * which for many small files is several times faster.
 */
export function readProject(directory: string, options: ReadOptions): (PluginPackage | BrokenPackage)[] {
  const projectJson = readJson(join(directory, 'package.json'));
  if (projectJson === undefined)
    throw new Error(`${directory} has no package.json. Start the host in a project, or name its folder.`);
  const { dependencies, optionalDependencies } = ProjectJson.parse(projectJson);
  const names = Object.keys({ ...dependencies, ...optionalDependencies }).sort();
  return names.map((name) => readPackage(directory, name, options)).filter((found) => found !== undefined);
}

/** Whatever is wrong about one package is its own problem: the others are read all the same. */
function readPackage(project: string, dependency: string, options: ReadOptions): PluginPackage | BrokenPackage | undefined {
  let identity: Omit<BrokenPackage, 'reason'> = { name: dependency, version: 'unknown' };
  try {
    const directory = findPackage(project, dependency);
    if (directory === undefined) return undefined;
    identity = { ...identity, directory };
    const packageJson = readPackageJson(directory);
    if (packageJson?.mortise === undefined) return undefined;
    const { name, version } = packageJson;
    identity = { directory, name: textOr(name, dependency), version: textOr(version, 'unknown') };
    return readPlugin(directory, packageJson, options);
  } catch (problem) {
    return {
      ...identity,
      reason: problem instanceof PackageProblem ? problem.message : `It cannot be read: ${describe(problem)}.`,
    };
  }
}

function readPackageJson(directory: string): z.infer<typeof PackageJson> | undefined {
  try {
    return PackageJson.safeParse(readJson(join(directory, 'package.json'))).data;
  } catch (cause) {
    throw new PackageProblem(`Its package.json cannot be read: ${describe(cause)}. Install the package again.`, { cause });
  }
}

function readPlugin(directory: string, packageJson: object, { sdkVersion, known }: ReadOptions): PluginPackage {
  const { data, error } = PluginJson.safeParse(packageJson);
  if (!data)
    throw new PackageProblem(
      `Its package.json is not that of a plugin: ${issues(error)}. Ask its author to run "mortise plugin check".`,
    );
  const { name, version } = data;
  const manifestFile = fileOf(directory, data.mortise.manifest);
  if (manifestFile === undefined)
    throw new PackageProblem('Its manifest is missing. Build the plugin before it is installed or linked.');
  const entry = fileOf(directory, entryPoint(data.exports, data.main) ?? '.');
  if (entry === undefined) {
    throw new PackageProblem('Its code is missing: `exports` in its package.json names no file that exists. Build the plugin.');
  }
  const revision = [directory, version, trace(statSync(manifestFile)), trace(statSync(entry))].join('|');
  const unchanged = known.get(revision);
  if (unchanged) return unchanged;
  const manifest = readManifest(manifestFile);
  if (!semver.satisfies(sdkVersion, manifest.sdk, { includePrerelease: true })) {
    throw new PackageProblem(
      `It was written for @mortise/sdk ${manifest.sdk}, and this host has ${sdkVersion}. Install a version of the plugin for this host, or update the host.`,
    );
  }
  return { name, version, directory, entry, revision, manifest };
}

function readManifest(file: string): Manifest {
  let json: unknown;
  try {
    json = readJson(file);
  } catch (cause) {
    throw new PackageProblem('Its manifest is not valid JSON. Build the plugin again.', { cause });
  }
  const { data, error } = Manifest.safeParse(json);
  if (!data) throw new PackageProblem(`Its manifest is broken: ${issues(error)}. Build the plugin again with the current SDK.`);
  return data;
}

/** The folder of a package in the nearest node_modules, as Node would look for it. */
function findPackage(from: string, name: string): string | undefined {
  if (name.split('/').includes('..')) return undefined;
  for (let directory = from; ; directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (statSync(join(candidate, 'package.json'), { throwIfNoEntry: false })) return realpathSync(candidate);
    if (directory === dirname(directory)) return undefined;
  }
}

/** A file that a package names, or `undefined` where there is none. Throws a PackageProblem where it lies, or leads, outside the package. */
function fileOf(directory: string, named: string): string | undefined {
  const file = join(directory, named);
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile();
  if (isOutside(directory, file) || (isThere && isOutside(directory, realpathSync(file)))) {
    throw new PackageProblem('Its package.json names a file outside the package. Do not use this package.');
  }
  return isThere ? file : undefined;
}

function isOutside(directory: string, file: string): boolean {
  return relative(directory, file).split(sep)[0] === '..';
}

/** The parsed file, or `undefined` where there is none. */
function readJson(file: string): unknown {
  try {
    // Some tools write a byte order mark, which Node and package managers pass over too.
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}

function trace({ mtimeMs, size }: Stats): string {
  return `${mtimeMs}:${size}`;
}

/** The code of a file system's error says all; its message names paths of this machine. */
function describe(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  return 'code' in problem ? String(problem.code) : `${problem.name}: ${withoutPaths(problem.message)}`;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function issues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
    .slice(0, 3)
    .join('; ');
}
