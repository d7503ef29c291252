import { Module } from '@nestjs/common';
import { ActionsModule } from '../actions/actions.module.ts';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ChoiceList } from './choice-list.ts';
import { ChoicesController } from './choices.controller.ts';
import { ChoicesService } from './choices.service.ts';

@Module({
  imports: [ActionsModule, ConnectionsModule],
  controllers: [ChoicesController],
  providers: [ChoiceList, ChoicesService],
})
export class ChoicesModule {}
