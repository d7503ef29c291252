import { Module } from '@nestjs/common';
import { ServiceLink } from './service-link.ts';
import { ServiceStore } from './service-store.ts';
import { ServiceUses } from './service-uses.ts';
import { ServicesController } from './services.controller.ts';
import { ServicesService } from './services.service.ts';

/** Direct integration: what runs in a service of the user's own. */
@Module({
  controllers: [ServicesController],
  providers: [ServiceLink, ServiceStore, ServiceUses, ServicesService],
  exports: [ServicesService, ServiceLink],
})
export class ServicesModule {}
