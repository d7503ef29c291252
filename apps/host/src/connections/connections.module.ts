import { Module } from '@nestjs/common';
import { ConnectionContents } from './connection-contents.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { ConnectionStore } from './connection-store.ts';
import { ConnectionValues } from './connection-values.ts';
import { ConnectionsController } from './connections.controller.ts';
import { ConnectionsService } from './connections.service.ts';
import { OpenConnections } from './open-connections.ts';

@Module({
  controllers: [ConnectionsController],
  providers: [ConnectionStore, ConnectionSeal, ConnectionValues, ConnectionContents, OpenConnections, ConnectionsService],
  exports: [OpenConnections],
})
export class ConnectionsModule {}
