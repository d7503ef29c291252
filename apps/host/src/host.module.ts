import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokensModule } from './access-tokens/access-tokens.module.ts';
import { ActionsModule } from './actions/actions.module.ts';
import { ApplicationsModule } from './applications/applications.module.ts';
import { AuditModule } from './audit/audit.module.ts';
import { AuthorizationModule } from './authorization/authorization.module.ts';
import { ChoicesModule } from './choices/choices.module.ts';
import { ConnectionsModule } from './connections/connections.module.ts';
import { EventsModule } from './events/events.module.ts';
import { ExpressionsModule } from './expressions/expressions.module.ts';
import { FilesModule } from './files/files.module.ts';
import { type Foundation, foundationModule } from './foundation.ts';
import { HealthModule } from './health/health.module.ts';
import { KeysModule } from './keys/keys.module.ts';
import { ObservabilityModule } from './observability/observability.module.ts';
import { OpenApiModule } from './openapi/openapi.module.ts';
import { PluginsModule } from './plugins/plugins.module.ts';
import { ProcessesModule } from './processes/processes.module.ts';
import { RunsModule } from './runs/runs.module.ts';
import { ServicesModule } from './services/services.module.ts';
import { SessionsModule } from './sessions/sessions.module.ts';
import { TenantsModule } from './tenants/tenants.module.ts';
import { TriggersModule } from './triggers/triggers.module.ts';

@Module({})
class HostModule {}

/** One module per feature, upon a foundation that they share. */
export function hostModule(foundation: Foundation): DynamicModule {
  return {
    module: HostModule,
    imports: [
      foundationModule(foundation),
      HealthModule,
      AuditModule,
      AccessTokensModule,
      SessionsModule,
      TenantsModule,
      PluginsModule,
      ApplicationsModule,
      ActionsModule,
      ConnectionsModule,
      KeysModule,
      AuthorizationModule,
      ChoicesModule,
      EventsModule,
      ExpressionsModule,
      FilesModule,
      ProcessesModule,
      RunsModule,
      TriggersModule,
      ServicesModule,
      ObservabilityModule,
      OpenApiModule,
    ],
  };
}
