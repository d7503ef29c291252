import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DividedRunner,
  InlineRunner,
  PluginCatalogue,
  ProcessRunner,
  type RemoteRunner,
  type Runner,
  Runtime,
  type RuntimeObserver,
} from '@mortise/runtime';
import { HttpClient, type RateBudgets } from '@mortise/sdk';
import type { ExpressionEvaluator } from '@mortise/sdk/expressions';
import type { Configuration } from '../configuration/configuration.ts';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import type { EventHub } from '../events/event-hub.ts';
import type { TenantFiles } from '../files/tenant-files.ts';
import type { HostLog } from '../observability/host-log.ts';
import { defaultTenant } from '../security/identity.ts';
import { sdkVersion } from '../versions.ts';

/** Lists the plugins of the project from their manifests; none of their code is loaded. */
export function openCatalogue({ projectDirectory }: Configuration): PluginCatalogue {
  try {
    return PluginCatalogue.open({ projectDirectory, sdkVersion });
  } catch (cause) {
    throw new ConfigurationError(`MORTISE_PROJECT_DIR: ${whyUnusable(projectDirectory, cause)}`, { cause });
  }
}

function whyUnusable(projectDirectory: string, cause: unknown): string {
  return isJsonFile(join(projectDirectory, 'package.json'))
    ? `the plugins of ${projectDirectory} cannot be listed: ${cause instanceof Error ? cause.message : String(cause)}`
    : `${projectDirectory} has no package.json that can be read. Name the folder whose package.json lists the plugins as dependencies.`;
}

function isJsonFile(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return true;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    if (isMissing || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Follows changes of the project, and tells log and clients about them. */
export function followPlugins(catalogue: PluginCatalogue, events: EventHub, log: HostLog): void {
  catalogue.on('change', ({ added, removed }) => {
    const data = { added: added.map(nameOf), removed: removed.map(nameOf) };
    events.publish(undefined, { type: 'plugins.changed', data });
    log.info('plugins changed', { added: data.added.join(' '), removed: data.removed.join(' ') });
  });
  catalogue.on('error', (error) => log.fault(error));
  catalogue.watch();
}

export function openRuntime(
  { runner, egressAllow }: Configuration,
  catalogue: PluginCatalogue,
  evaluator: ExpressionEvaluator,
  remoteRunner: RemoteRunner,
  files: TenantFiles,
  budgets: RateBudgets,
  observer: RuntimeObserver,
  log: HostLog,
): Runtime {
  return new Runtime({
    catalogue,
    runner: new DividedRunner({ installed: openRunner(runner, evaluator, log), offered: remoteRunner }),
    http: new HttpClient({ allow: egressAllow }),
    observer,
    budgets,
    files: (tenant = defaultTenant) => files.of(tenant),
  });
}

function openRunner(kind: Configuration['runner'], evaluator: ExpressionEvaluator, log: HostLog): Runner {
  if (kind === 'inline') return new InlineRunner();
  return new ProcessRunner({ evaluator, log: ({ name, version }, ...entry) => log.plugin({ plugin: name, version }, ...entry) });
}

function nameOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}
