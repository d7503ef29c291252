import { Module } from '@nestjs/common';
import { OfferedServices } from './offered-services.ts';
import { ServiceApprovals } from './service-approvals.ts';
import { ServiceLink } from './service-link.ts';
import { ServiceStore } from './service-store.ts';
import { ServiceUses } from './service-uses.ts';
import { ServicesController } from './services.controller.ts';
import { ServicesService } from './services.service.ts';

/** Direct integration: what runs in a service of the user's own. */
@Module({
  controllers: [ServicesController],
  providers: [OfferedServices, ServiceApprovals, ServiceLink, ServiceStore, ServiceUses, ServicesService],
  exports: [ServicesService, ServiceLink],
})
export class ServicesModule {}
