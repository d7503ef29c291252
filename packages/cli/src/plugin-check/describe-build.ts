import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from '@mortise/sdk';
import { describePlugin, Manifest } from '@mortise/sdk/manifest';
import { z } from 'zod';
import { readPackageJson } from './subject.ts';

/** What the built code of a plugin says: its manifest, and what only `plugin check` wants to know. */
export const DescribedBuild = Manifest.extend({ hasTest: z.boolean() });
export type DescribedBuild = z.infer<typeof DescribedBuild>;

/** Runs that code. */
export async function describeBuild(directory: string): Promise<DescribedBuild> {
  const { name, files, peerDependencies } = await readPackageJson(directory);
  const entry = createRequire(join(directory, 'package.json')).resolve(name);
  const { default: plugin }: { readonly default?: Plugin } = await import(pathToFileURL(entry).href);
  if (!plugin?.application || !Array.isArray(plugin.actions)) {
    throw new TypeError('Its default export is not what definePlugin() gives.');
  }
  const manifest = describePlugin(plugin, {
    sdk: peerDependencies['@mortise/sdk'] ?? '',
    ...(files.includes('logo.svg') && { logo: 'logo.svg' }),
  });
  return { ...manifest, hasTest: hasTest(plugin.application) };
}

/** Whether an application has a `test()` of its own, and not that of the base class, which a plugin may bring its own copy of. */
function hasTest(application: Plugin['application']): boolean {
  let base = application;
  for (let next = application; next && next !== Object.prototype; next = Object.getPrototypeOf(next)) base = next;
  return application.test !== base.test;
}
