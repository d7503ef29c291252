import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ActionsController } from './actions.controller.ts';
import { ActionsService } from './actions.service.ts';

@Module({
  imports: [ConnectionsModule],
  controllers: [ActionsController],
  providers: [ActionsService],
})
export class ActionsModule {}
