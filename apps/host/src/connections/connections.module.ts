import { Module } from '@nestjs/common';
import { OAuthClientsModule } from '../applications/oauth-clients.module.ts';
import { ApplicationClientsController } from './application-clients.controller.ts';
import { ConnectionContents } from './connection-contents.ts';
import { ConnectionFormsController } from './connection-forms.controller.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { ConnectionStore } from './connection-store.ts';
import { ConnectionTestsController } from './connection-tests.controller.ts';
import { ConnectionTests } from './connection-tests.ts';
import { ConnectionValues } from './connection-values.ts';
import { ConnectionsController } from './connections.controller.ts';
import { ConnectionsService } from './connections.service.ts';
import { DraftConnections } from './draft-connections.ts';
import { LastSuccess } from './last-success.ts';
import { OpenConnections } from './open-connections.ts';
import { Revocations } from './revocations.ts';

@Module({
  imports: [OAuthClientsModule],
  controllers: [ConnectionsController, ConnectionTestsController, ConnectionFormsController, ApplicationClientsController],
  providers: [
    ConnectionStore,
    ConnectionSeal,
    ConnectionValues,
    ConnectionContents,
    OpenConnections,
    DraftConnections,
    ConnectionTests,
    ConnectionsService,
    Revocations,
    LastSuccess,
  ],
  exports: [OpenConnections, DraftConnections, ConnectionStore, ConnectionSeal, ConnectionsService],
})
export class ConnectionsModule {}
