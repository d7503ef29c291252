import { Module } from '@nestjs/common';
import { AccessTokensModule } from '../access-tokens/access-tokens.module.ts';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ServicesModule } from '../services/services.module.ts';
import { TriggersModule } from '../triggers/triggers.module.ts';
import { TenantStore } from './tenant-store.ts';
import { TenantsController } from './tenants.controller.ts';
import { TenantsService } from './tenants.service.ts';

@Module({
  imports: [AccessTokensModule, ConnectionsModule, TriggersModule, ServicesModule],
  controllers: [TenantsController],
  providers: [TenantStore, TenantsService],
})
export class TenantsModule {}
