import { PluginCatalogue, RemoteRunner, Runtime } from '@mortise/runtime';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import type { Identity } from '@mortise/service/link';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Kysely } from 'kysely';
import { type Configuration, configurationToken } from './configuration/configuration.ts';
import type { Database } from './database/tables.ts';
import { EventHub } from './events/event-hub.ts';
import { TenantFiles } from './files/tenant-files.ts';
import { SharedBudgets } from './limits/shared-budgets.ts';
import { HostLog } from './observability/host-log.ts';
import { KnownSecrets } from './observability/known-secrets.ts';
import { Metrics } from './observability/metrics.ts';
import { DataKeys } from './security/data-keys.ts';
import { Identities } from './security/identities.ts';
import { KeyRotation } from './security/key-rotation.ts';
import { hostIdentityToken } from './services/service-link.ts';

/** What has to be open before the first module is built, and closed after the last is gone. */
export interface Foundation {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly dataKeys: DataKeys;
  readonly rotation: KeyRotation;
  readonly identities: Identities;
  readonly catalogue: PluginCatalogue;
  readonly evaluator: ExpressionEvaluator;
  readonly runtime: Runtime;
  /** Runs what services offer. */
  readonly remoteRunner: RemoteRunner;
  readonly hostIdentity: Identity;
  readonly budgets: SharedBudgets;
  /** What actions have downloaded. */
  readonly files: TenantFiles;
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
    { provide: DataKeys, useValue: foundation.dataKeys },
    { provide: KeyRotation, useValue: foundation.rotation },
    { provide: Identities, useValue: foundation.identities },
    { provide: PluginCatalogue, useValue: foundation.catalogue },
    { provide: ExpressionEvaluator, useValue: foundation.evaluator },
    { provide: Runtime, useValue: foundation.runtime },
    { provide: RemoteRunner, useValue: foundation.remoteRunner },
    { provide: hostIdentityToken, useValue: foundation.hostIdentity },
    { provide: SharedBudgets, useValue: foundation.budgets },
    { provide: TenantFiles, useValue: foundation.files },
    { provide: HostLog, useValue: foundation.log },
    { provide: KnownSecrets, useValue: foundation.secrets },
    { provide: Metrics, useValue: foundation.metrics },
    { provide: EventHub, useValue: foundation.events },
  ];
  return { module: FoundationModule, providers, exports: providers.map(({ provide }) => provide) };
}
