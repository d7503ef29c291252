import { type DynamicModule, Module } from '@nestjs/common';
import { ActionsModule } from './actions/actions.module.ts';
import { ApplicationsModule } from './applications/applications.module.ts';
import { ConnectionsModule } from './connections/connections.module.ts';
import { EventsModule } from './events/events.module.ts';
import { type Foundation, foundationModule } from './foundation.ts';
import { HealthModule } from './health/health.module.ts';
import { ObservabilityModule } from './observability/observability.module.ts';
import { OpenApiModule } from './openapi/openapi.module.ts';
import { PluginsModule } from './plugins/plugins.module.ts';

@Module({})
class HostModule {}

/** One module per feature, upon a foundation that they share. */
export function hostModule(foundation: Foundation): DynamicModule {
  return {
    module: HostModule,
    imports: [
      foundationModule(foundation),
      HealthModule,
      PluginsModule,
      ApplicationsModule,
      ActionsModule,
      ConnectionsModule,
      EventsModule,
      ObservabilityModule,
      OpenApiModule,
    ],
  };
}
