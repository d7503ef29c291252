import { PluginCatalogue, Runtime } from '@mortise/runtime';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Kysely } from 'kysely';
import { type Configuration, configurationToken } from './configuration/configuration.ts';
import type { Database } from './database/tables.ts';
import { EventHub } from './events/event-hub.ts';
import { HostLog } from './observability/host-log.ts';
import { KnownSecrets } from './observability/known-secrets.ts';
import { Metrics } from './observability/metrics.ts';
import { Sealer } from './security/sealer.ts';

/** What has to be open before the first module is built, and closed after the last is gone. */
export interface Foundation {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly catalogue: PluginCatalogue;
  readonly runtime: Runtime;
  readonly log: HostLog;
  readonly secrets: KnownSecrets;
  readonly metrics: Metrics;
  readonly events: EventHub;
}

@Global()
@Module({})
class FoundationModule {}

export function foundationModule(foundation: Foundation): DynamicModule {
  const providers = [
    { provide: configurationToken, useValue: foundation.configuration },
    { provide: Kysely, useValue: foundation.database },
    { provide: Sealer, useValue: foundation.sealer },
    { provide: PluginCatalogue, useValue: foundation.catalogue },
    { provide: Runtime, useValue: foundation.runtime },
    { provide: HostLog, useValue: foundation.log },
    { provide: KnownSecrets, useValue: foundation.secrets },
    { provide: Metrics, useValue: foundation.metrics },
    { provide: EventHub, useValue: foundation.events },
  ];
  return { module: FoundationModule, providers, exports: providers.map(({ provide }) => provide) };
}
