import { readFile, realpath, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Manifest } from '@mortise/sdk/manifest';
import semver from 'semver';
import { z } from 'zod';
import type { BrokenPackage, PluginPackage } from './plugin-package.ts';

const ProjectJson = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

const PluginJson = z.object({
  name: z.string().min(1),
  version: z.string().refine((version) => semver.valid(version) !== null, 'is not a version'),
  mortise: z.object({ manifest: z.string().min(1) }),
});

/** A reason why a package is not usable, in words for its user. */
class PackageProblem extends Error {}

/**
 * Reads the plugins among the dependencies of a host's project: those whose package.json has a `mortise` key. Manifests are
 * read, code is not. A dependency that is not on disk is passed over: a package manager may be at work.
 */
export async function readProject(directory: string, sdkVersion: string): Promise<(PluginPackage | BrokenPackage)[]> {
  const { dependencies, optionalDependencies } = ProjectJson.parse(
    JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')),
  );
  const names = Object.keys({ ...dependencies, ...optionalDependencies }).sort();
  const found = await Promise.all(names.map((name) => readPackage(directory, name, sdkVersion)));
  return found.filter((plugin) => plugin !== undefined);
}

async function readPackage(
  projectDirectory: string,
  dependency: string,
  sdkVersion: string,
): Promise<PluginPackage | BrokenPackage | undefined> {
  const directory = await findPackage(projectDirectory, dependency);
  if (!directory) return undefined;
  const packageJson = await readJson(join(directory, 'package.json'));
  if (typeof packageJson !== 'object' || packageJson === null || !('mortise' in packageJson)) return undefined;
  const identity = { name: textOf(packageJson, 'name') ?? dependency, version: textOf(packageJson, 'version') ?? 'unknown' };
  try {
    return await readPlugin(directory, packageJson, sdkVersion);
  } catch (problem) {
    if (problem instanceof PackageProblem) return { ...identity, reason: problem.message };
    throw problem;
  }
}

async function readPlugin(directory: string, packageJson: object, sdkVersion: string): Promise<PluginPackage> {
  const parsed = PluginJson.safeParse(packageJson);
  if (!parsed.success)
    throw new PackageProblem(
      `Its package.json is not that of a plugin: ${issues(parsed.error)}. Ask its author to run "mortise plugin check".`,
    );
  const { name, version, mortise } = parsed.data;
  const manifestPath = join(directory, mortise.manifest);
  if (relative(directory, manifestPath).startsWith('..'))
    throw new PackageProblem('Its package.json names a manifest outside the package. Do not use this package.');
  const manifest = await readManifest(manifestPath);
  if (!semver.satisfies(sdkVersion, manifest.sdk, { includePrerelease: true })) {
    throw new PackageProblem(
      `It was written for @mortise/sdk ${manifest.sdk}, and this host has ${sdkVersion}. Install a version of the plugin for this host, or update the host.`,
    );
  }
  const entry = await resolveEntry(directory, name);
  const [manifestStat, entryStat] = await Promise.all([stat(manifestPath), stat(entry)]);
  const revision = [directory, version, manifestStat.mtimeMs, entryStat.mtimeMs, entryStat.size].join('|');
  return { name, version, directory, entry, revision, manifest };
}

async function readManifest(path: string): Promise<Manifest> {
  let json: unknown;
  try {
    json = await readJson(path);
  } catch (cause) {
    throw new PackageProblem('Its manifest is not valid JSON. Build the plugin again.', { cause });
  }
  if (json === undefined) throw new PackageProblem('Its manifest is missing. Build the plugin before it is installed or linked.');
  const parsed = Manifest.safeParse(json);
  if (!parsed.success)
    throw new PackageProblem(`Its manifest is broken: ${issues(parsed.error)}. Build the plugin again with the current SDK.`);
  return parsed.data;
}

/** What `import(name)` would load, by the package's own `exports`. */
async function resolveEntry(directory: string, name: string): Promise<string> {
  try {
    return await realpath(createRequire(join(directory, 'package.json')).resolve(name));
  } catch (cause) {
    throw new PackageProblem('Its code is missing: `exports` in its package.json names no file that exists. Build the plugin.', {
      cause,
    });
  }
}

/** The package folder in the nearest node_modules, as Node would look for it. */
async function findPackage(from: string, name: string): Promise<string | undefined> {
  if (name.split('/').includes('..')) return undefined;
  for (let directory = from; ; directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (await exists(join(candidate, 'package.json'))) return realpath(candidate);
    if (directory === dirname(directory)) return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function textOf(value: object, key: string): string | undefined {
  const text = new Map<string, unknown>(Object.entries(value)).get(key);
  return typeof text === 'string' ? text : undefined;
}

function issues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
    .slice(0, 3)
    .join('; ');
}
