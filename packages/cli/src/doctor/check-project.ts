import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PluginCatalogue } from '@mortise/runtime';
import { z } from 'zod';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

/** The folder whose dependencies are the plugins, and whether each of them can be used. */
export async function checkProject(directory: string): Promise<Diagnosis[]> {
  const problem = await packageJsonProblem(directory);
  if (problem !== undefined) return [red('project', problem, 'Go to the folder of your project, or make one: pnpm init.')];
  const { plugins } = PluginCatalogue.open({ projectDirectory: directory, sdkVersion: readSdkVersion() });
  const ready = plugins.filter(({ status }) => status === 'ready');
  const list = ready.map(({ name, version }) => `${name} ${version}`).join(', ');
  return [
    green('project', `${directory}, with ${list || 'no plugin yet'}`),
    ...plugins
      .filter(({ status }) => status === 'failed')
      .map(({ name, version, reason = '' }) =>
        yellow('plugin', `${name} ${version} is left out. ${reason}`, `pnpm update ${name}, or pnpm remove ${name}`),
      ),
  ];
}

async function packageJsonProblem(directory: string): Promise<string | undefined> {
  try {
    JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError
      ? `The package.json in ${directory} is not JSON.`
      : `There is no package.json in ${directory}.`;
  }
}

function readSdkVersion(): string {
  return z.object({ version: z.string() }).parse(createRequire(import.meta.url)('@mortise/sdk/package.json')).version;
}
