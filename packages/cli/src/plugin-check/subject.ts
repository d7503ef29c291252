import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type CommandError, usageError } from '../command-error.ts';
import type { Finding } from '../findings.ts';

export type PluginFinding = Finding<'ok' | 'warn' | 'fail'>;

const Texts = z.record(z.string(), z.string());

/** What is looked at in a package.json. A field of a wrong type counts as absent: the checks say what is expected. */
export const PackageJson = z.object({
  name: z.string().catch(''),
  version: z.string().catch(''),
  description: z.string().catch(''),
  license: z.string().catch(''),
  type: z.string().catch(''),
  private: z.boolean().catch(false),
  keywords: z.array(z.string()).catch([]),
  files: z.array(z.string()).catch([]),
  engines: Texts.catch({}),
  exports: z.unknown().optional(),
  scripts: Texts.catch({}),
  dependencies: Texts.catch({}),
  peerDependencies: Texts.catch({}),
  mortise: z.object({ manifest: z.string() }).optional().catch(undefined),
});
export type PackageJson = z.infer<typeof PackageJson>;

/** The package that is being checked. */
export interface Subject {
  readonly directory: string;
  readonly packageJson: PackageJson;
}

export function ok(check: string, detail: string): PluginFinding {
  return { check, status: 'ok', detail };
}

export function warn(check: string, detail: string, fix: string): PluginFinding {
  return { check, status: 'warn', detail, fix };
}

export function fail(check: string, detail: string, fix: string): PluginFinding {
  return { check, status: 'fail', detail, fix };
}

export async function readPackageJson(directory: string): Promise<PackageJson> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw usageError(`The package.json in ${directory} is not JSON: ${cause.message}.`);
    throw noPlugin(`There is no package.json in ${directory}. Name the folder of a plugin.`);
  }
  const { data } = PackageJson.safeParse(json);
  if (!data) throw noPlugin(`The package.json in ${directory} holds no JSON object.`);
  if (!looksLikePlugin(data)) {
    throw noPlugin(
      `The package.json in ${directory} is not that of a plugin: it has neither "mortise" nor the keyword mortise-plugin nor @mortise/sdk.`,
    );
  }
  return data;
}

/** One of these is enough; the checks then name what is missing. */
function looksLikePlugin({ mortise, keywords, dependencies, peerDependencies }: PackageJson): boolean {
  const needsSdk = '@mortise/sdk' in peerDependencies || '@mortise/sdk' in dependencies;
  return mortise !== undefined || keywords.includes('mortise-plugin') || needsSdk;
}

function noPlugin(detail: string): CommandError {
  return usageError(detail, [{ label: 'Check another folder', command: 'mortise plugin check <folder>' }]);
}
