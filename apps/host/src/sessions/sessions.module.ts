import { Module } from '@nestjs/common';
import { SessionStore } from './session-store.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionsService } from './sessions.service.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInLinks } from './sign-in-links.ts';

@Module({
  controllers: [SessionsController, SignInController],
  providers: [SessionStore, SignInLinks, SessionsService],
})
export class SessionsModule {}
