import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ChoiceList } from './choice-list.ts';
import { ChoicesController } from './choices.controller.ts';
import { ChoicesService } from './choices.service.ts';

@Module({
  imports: [ConnectionsModule],
  controllers: [ChoicesController],
  providers: [ChoiceList, ChoicesService],
})
export class ChoicesModule {}
