import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { AuthorizationController } from './authorization.controller.ts';
import { AuthorizationService } from './authorization.service.ts';
import { SignInPagesController } from './sign-in-pages.controller.ts';
import { SignInStore } from './sign-in-store.ts';

@Module({
  imports: [ConnectionsModule],
  controllers: [AuthorizationController, SignInPagesController],
  providers: [AuthorizationService, SignInStore],
})
export class AuthorizationModule {}
