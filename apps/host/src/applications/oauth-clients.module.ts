import { Module } from '@nestjs/common';
import { OAuthClients } from './oauth-clients.ts';

@Module({ providers: [OAuthClients], exports: [OAuthClients] })
export class OAuthClientsModule {}
