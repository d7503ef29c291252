import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from '@mortise/sdk';
import { z } from 'zod';

const Names = z.record(z.string(), z.string()).default({});

/** What the contract looks at in a package.json. */
const PackageJson = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  license: z.string().optional(),
  type: z.string().optional(),
  keywords: z.array(z.string()).default([]),
  files: z.array(z.string()).default([]),
  mortise: z.looseObject({ manifest: z.string().optional() }).optional(),
  scripts: Names,
  dependencies: Names,
  peerDependencies: Names,
});

/** A source file of a plugin. */
export interface SourceFile {
  /** Below the package: `src/connectors/get-order.ts`. */
  readonly path: string;
  readonly text: string;
}

/** A plugin and the package that it comes in. */
export interface PluginPackage {
  readonly plugin: Plugin;
  readonly packageJson: z.infer<typeof PackageJson>;
  /** Empty where there is none. */
  readonly readme: string;
  /** Empty where there is none. */
  readonly logo: string;
  readonly sources: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
}

/** Reads the files of a package. Throws where there is no package.json. */
export function readPackage(plugin: Plugin, directory: string): PluginPackage {
  const read = (path: string) => (existsSync(join(directory, path)) ? readFileSync(join(directory, path), 'utf8') : '');
  const files = readdirSync(join(directory, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, text: read(path) }));
  const isTest = ({ path }: SourceFile) => path.endsWith('.test.ts');
  return {
    plugin,
    packageJson: PackageJson.parse(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))),
    readme: read('README.md'),
    logo: read('logo.svg'),
    sources: files.filter((file) => !isTest(file)),
    tests: files.filter(isTest),
  };
}

/** The file that an action is written in, by its name. */
export function sourceOf({ sources }: PluginPackage, actionName: string): SourceFile | undefined {
  return sources.find(({ path }) => basename(path) === `${actionName}.ts`);
}
