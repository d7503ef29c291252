import { performance } from 'node:perf_hooks';
import { RemoteRunner } from '@mortise/runtime';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import type { DestinationStream } from 'pino';
import { AuditLog } from './audit/audit-log.ts';
import type { Configuration } from './configuration/configuration.ts';
import { DataDirectory } from './database/data-directory.ts';
import { DirectoryLock } from './database/directory-lock.ts';
import { openDatabase } from './database/open-database.ts';
import { EventHub } from './events/event-hub.ts';
import { TenantFiles } from './files/tenant-files.ts';
import type { Foundation } from './foundation.ts';
import { SharedBudgets } from './limits/shared-budgets.ts';
import { CallObserver } from './observability/call-observer.ts';
import { HostLog } from './observability/host-log.ts';
import { KnownSecrets } from './observability/known-secrets.ts';
import { Metrics } from './observability/metrics.ts';
import { auditPlugins } from './plugins/audit-plugins.ts';
import { followPlugins, openCatalogue, openRuntime } from './plugins/open-runtime.ts';
import { openAdminToken } from './security/admin-token.ts';
import { Identities } from './security/identities.ts';
import { openKeys } from './security/master-key.ts';
import { openHostIdentity } from './services/host-identity.ts';

/** Opens what the host stands on, in the order in which it leans on each other; closing it goes the other way round. */
export async function openFoundation(
  configuration: Configuration,
  destination: DestinationStream | undefined,
): Promise<Foundation & { readonly adminToken: string; close(): Promise<void> }> {
  await using opened = new AsyncDisposableStack();
  const secrets = new KnownSecrets();
  const log = opened.adopt(new HostLog(configuration.logLevel, secrets, destination), (each) => each.close());
  secrets.add('host', [passwordOf(configuration.databaseUrl)]);
  const directory = await DataDirectory.open(configuration.dataDirectory);
  if (configuration.databaseUrl === undefined) opened.adopt(DirectoryLock.take(directory), (lock) => lock.release());
  const database = opened.adopt(await openDatabase(configuration, directory, (error) => log.fault(error)), (each) =>
    each.destroy(),
  );
  const { dataKeys, rotation } = await openKeys(configuration, directory, database, secrets);
  const adminToken = await openAdminToken(configuration, directory);
  secrets.add('host', [adminToken]);
  const identities = new Identities(database, adminToken);
  const events = new EventHub();
  const startedAt = performance.now();
  const catalogue = openCatalogue(configuration);
  log.info('plugins scanned', { plugins: catalogue.plugins.length, durationMs: Math.round(performance.now() - startedAt) });
  const metrics = new Metrics(() => catalogue.plugins);
  const files = new TenantFiles(directory.file('files'));
  const evaluator = opened.use(new ExpressionEvaluator());
  const isShared = configuration.databaseUrl !== undefined;
  const budgets = opened.adopt(await SharedBudgets.open({ database, isShared, onFault: (error) => log.fault(error) }), (each) =>
    each.close(),
  );
  const observer = new CallObserver(log, metrics, events);
  const remoteRunner = new RemoteRunner();
  const hostIdentity = await openHostIdentity(directory);
  const runtime = opened.adopt(
    openRuntime(configuration, catalogue, evaluator, remoteRunner, files, budgets, observer, log),
    (each) => each.close(),
  );
  followPlugins(catalogue, events, log);
  auditPlugins(catalogue, new AuditLog(database), log);
  const closing = opened.move();
  const close = () => closing.disposeAsync();
  return {
    configuration,
    database,
    dataKeys,
    rotation,
    adminToken,
    identities,
    catalogue,
    evaluator,
    runtime,
    remoteRunner,
    hostIdentity,
    budgets,
    files,
    log,
    secrets,
    metrics,
    events,
    close,
  };
}

function passwordOf(databaseUrl: string | undefined): string | undefined {
  return databaseUrl === undefined ? undefined : decodeURIComponent(new URL(databaseUrl).password);
}
