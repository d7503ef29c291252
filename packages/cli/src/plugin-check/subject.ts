import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { usageError } from '../command-error.ts';
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
  exports: z.unknown(),
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
  try {
    return PackageJson.parse(JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw usageError(`The package.json in ${directory} is not JSON: ${cause.message}.`);
    throw usageError(`There is no package.json in ${directory}. Name the folder of a plugin.`, [
      { label: 'Check another folder', command: 'mortise plugin check <folder>' },
    ]);
  }
}
