import { PluginCatalogue, Runtime } from '@mortise/runtime';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { Kysely } from 'kysely';
import { OAuthClients } from '../applications/oauth-clients.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { AuthorizationService } from '../authorization/authorization.service.ts';
import { ConnectionStore } from '../connections/connection-store.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { MetricsController } from '../observability/metrics.controller.ts';
import { Metrics } from '../observability/metrics.ts';
import { DataKeys } from '../security/data-keys.ts';
import { InstallDrafts } from './install-draft.ts';
import { InstallStore } from './install-store.ts';
import { InstallsService } from './installs.service.ts';
import { NodeCalls } from './node-calls.ts';
import { NodesController } from './nodes.controller.ts';
import { WorkerApplicationsController } from './worker-applications.controller.ts';
import { WorkerIdentity } from './worker-identity.ts';
import { WorkerInstallsController } from './worker-installs.controller.ts';
import { WorkerNodes } from './worker-nodes.ts';

/** What the host has and the worker uses: the same instances, since some of them remember what they have read. */
const shared = [
  PluginCatalogue,
  Runtime,
  Kysely,
  DataKeys,
  KnownSecrets,
  Metrics,
  AuditLog,
  OAuthClients,
  ConnectionStore,
  ConnectionsService,
  OpenConnections,
  AuthorizationService,
];

@Module({})
class OrchestyModule {}

/** The worker as an application of its own: its port, its routes and its errors are not those of the host. */
export function orchestyModule(host: INestApplicationContext, worker: WorkerIdentity): DynamicModule {
  return {
    module: OrchestyModule,
    controllers: [NodesController, WorkerApplicationsController, WorkerInstallsController, MetricsController],
    providers: [
      ...shared.map((provide) => ({ provide, useValue: host.get(provide, { strict: false }) })),
      { provide: WorkerIdentity, useValue: worker },
      WorkerNodes,
      NodeCalls,
      InstallStore,
      InstallDrafts,
      InstallsService,
    ],
  };
}
