import type { PluginCatalogue } from '@mortise/runtime';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import type { HostLog } from '../observability/host-log.ts';
import { defaultTenant } from '../security/identity.ts';

interface NamedVersion {
  readonly name: string;
  readonly version: string;
}

/** Plugins belong to the whole host, and whoever installs them does it beside the host. */
const host = { tenant: defaultTenant, actor: 'host' };

/** Writes down which code comes, goes and fails while the host runs. What services offer is approved, and written down then. */
export function auditPlugins(catalogue: PluginCatalogue, audit: AuditLog, log: HostLog): void {
  let failedBefore = failuresOf(catalogue);
  catalogue.on('change', ({ added, removed }) => {
    const failed = failuresOf(catalogue);
    const entries: AuditEntry[] = [
      ...removed.filter(isInstalled).map((plugin) => ({ action: 'plugin.removed' as const, target: targetOf(plugin) })),
      ...added.filter(isInstalled).map((plugin) => ({ action: 'plugin.added' as const, target: targetOf(plugin) })),
      ...[...failed]
        .filter(([target, reason]) => failedBefore.get(target) !== reason)
        .map(([target, reason]) => ({ action: 'plugin.failed' as const, target, detail: { reason } })),
    ];
    failedBefore = failed;
    record(entries).catch((error: unknown) => log.fault(error));
  });

  async function record(entries: readonly AuditEntry[]): Promise<void> {
    for (const entry of entries) await audit.record(host, entry);
  }
}

function failuresOf({ plugins }: PluginCatalogue): ReadonlyMap<string, string> {
  return new Map(plugins.flatMap((plugin) => (plugin.status === 'failed' ? [[targetOf(plugin), plugin.reason ?? '']] : [])));
}

function isInstalled({ offer }: { readonly offer?: unknown }): boolean {
  return offer === undefined;
}

function targetOf({ name, version }: NamedVersion): string {
  return `plugin:${name}@${version}`;
}
