import { performance } from 'node:perf_hooks';
import type { DestinationStream } from 'pino';
import type { Configuration } from './configuration/configuration.ts';
import { DataDirectory } from './database/data-directory.ts';
import { DirectoryLock } from './database/directory-lock.ts';
import { openDatabase } from './database/open-database.ts';
import { EventHub } from './events/event-hub.ts';
import type { Foundation } from './foundation.ts';
import { CallObserver } from './observability/call-observer.ts';
import { HostLog } from './observability/host-log.ts';
import { KnownSecrets } from './observability/known-secrets.ts';
import { Metrics } from './observability/metrics.ts';
import { followPlugins, openCatalogue, openRuntime } from './plugins/open-runtime.ts';
import { openAdminToken } from './security/admin-token.ts';
import { openSealer } from './security/master-key.ts';

/** Opens what the host stands on, in the order in which it leans on each other; closing it goes the other way round. */
export async function openFoundation(
  configuration: Configuration,
  destination: DestinationStream | undefined,
): Promise<Foundation & { readonly adminToken: string; close(): Promise<void> }> {
  await using opened = new AsyncDisposableStack();
  const secrets = new KnownSecrets();
  const log = opened.adopt(new HostLog(configuration.logLevel, secrets, destination), (each) => each.close());
  secrets.add('host', [configuration.masterKey, passwordOf(configuration.databaseUrl)]);
  const directory = await DataDirectory.open(configuration.dataDirectory);
  if (configuration.databaseUrl === undefined) opened.adopt(DirectoryLock.take(directory), (lock) => lock.release());
  const database = opened.adopt(await openDatabase(configuration, directory, (error) => log.fault(error)), (each) =>
    each.destroy(),
  );
  const sealer = await openSealer(configuration, directory, database);
  const adminToken = await openAdminToken(configuration, directory);
  secrets.add('host', [adminToken]);
  const events = new EventHub();
  const startedAt = performance.now();
  const catalogue = openCatalogue(configuration);
  log.info('plugins scanned', { plugins: catalogue.plugins.length, durationMs: Math.round(performance.now() - startedAt) });
  const metrics = new Metrics(() => catalogue.plugins);
  const runtime = opened.adopt(openRuntime(configuration, catalogue, new CallObserver(log, metrics, events), log), (each) =>
    each.close(),
  );
  followPlugins(catalogue, events, log);
  const closing = opened.move();
  const close = () => closing.disposeAsync();
  return { configuration, database, sealer, adminToken, catalogue, runtime, log, secrets, metrics, events, close };
}

function passwordOf(databaseUrl: string | undefined): string | undefined {
  return databaseUrl === undefined ? undefined : decodeURIComponent(new URL(databaseUrl).password);
}
