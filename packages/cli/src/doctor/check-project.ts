import { createRequire } from 'node:module';
import { PluginCatalogue } from '@mortise/runtime';
import { z } from 'zod';
import type { Plugin } from '../host/answers.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';
import { projectProblem } from './project-problem.ts';

/** The folder whose dependencies are the plugins, and whether each can be used: its running host knows best. */
export async function checkProject(directory: string, running?: readonly Plugin[]): Promise<Diagnosis[]> {
  const problem = await projectProblem(directory);
  if (problem !== undefined) return [red('project', problem, 'Go to the folder of your project, or make one: pnpm init.')];
  const plugins = running ?? PluginCatalogue.open({ projectDirectory: directory, sdkVersion: readSdkVersion() }).plugins;
  const ready = plugins.filter(({ status }) => status === 'ready');
  const list = ready.map(({ name, version }) => `${name} ${version}`).join(', ');
  return [
    green('project', `${directory}, with ${list || (plugins.length > 0 ? 'no plugin that works' : 'no plugin yet')}`),
    ...plugins
      .filter(({ status }) => status === 'failed')
      .map(({ name, version, reason = '' }) =>
        yellow('plugin', `${name} ${version} is left out. ${reason}`, `pnpm update ${name}, or pnpm remove ${name}`),
      ),
  ];
}

function readSdkVersion(): string {
  return z.object({ version: z.string() }).parse(createRequire(import.meta.url)('@mortise/sdk/package.json')).version;
}
