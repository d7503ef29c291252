import { Module } from '@nestjs/common';
import { AccessTokenStore } from './access-token-store.ts';
import { AccessTokensController } from './access-tokens.controller.ts';
import { AccessTokensService } from './access-tokens.service.ts';

@Module({
  controllers: [AccessTokensController],
  providers: [AccessTokenStore, AccessTokensService],
  exports: [AccessTokensService],
})
export class AccessTokensModule {}
