import { fileURLToPath } from 'node:url';
import type { PluginPackage } from '../plugins/plugin-package.ts';

const main = fileURLToPath(import.meta.resolve('@mortise/runtime/plugin-main'));

/** How Node is started for a plugin: a bounded heap and Node's permission model, which denies writes, child processes, workers and addons. */
export function nodeArguments(plugin: PluginPackage, memoryMegabytes: number): string[] {
  return [
    ...process.execArgv.filter((argument) => argument.startsWith('--conditions=')),
    `--max-old-space-size=${Math.floor(memoryMegabytes / 2)}`,
    '--permission',
    '--allow-fs-read=*',
    '--disable-warning=SecurityWarning',
    main,
    plugin.entry,
    plugin.revision,
  ];
}

/** Of the host's environment, a plugin sees what Node itself needs and nothing else. */
export function pluginEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {};
  for (const name of ['NODE_ENV', 'TZ', 'LANG', 'SystemRoot']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
