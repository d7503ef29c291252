import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from '@mortise/sdk';
import { describePlugin, type Manifest } from '@mortise/sdk/manifest';
import { readPackageJson } from './subject.ts';

/** The manifest that the built code of a plugin gives. Runs that code. */
export async function describeBuild(directory: string): Promise<Manifest> {
  const { name, files, peerDependencies } = await readPackageJson(directory);
  const entry = createRequire(join(directory, 'package.json')).resolve(name);
  const { default: plugin }: { readonly default?: Plugin } = await import(pathToFileURL(entry).href);
  if (!plugin?.application || !Array.isArray(plugin.actions)) {
    throw new TypeError('Its default export is not what definePlugin() gives.');
  }
  return describePlugin(plugin, {
    sdk: peerDependencies['@mortise/sdk'] ?? '',
    ...(files.includes('logo.svg') && { logo: 'logo.svg' }),
  });
}
