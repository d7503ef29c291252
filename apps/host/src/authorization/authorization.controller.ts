import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { ConnectionAddress } from '../connections/connection-view.ts';
import { ownOrigin } from '../http/own-origin.ts';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { AuthorizationService } from './authorization.service.ts';
import { SignInLinkView } from './authorization-schemas.ts';

@Controller('api/connections')
export class AuthorizationController {
  constructor(
    private readonly authorization: AuthorizationService,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  @Post(':id/authorize')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(SignInLinkView, { summary: 'Get a link at which somebody signs in to a connection' })
  authorize(@Req() request: FastifyRequest, @Param({ schema: ConnectionAddress }) { id }: ConnectionAddress) {
    const asking = { identity: identityOf(request), origin: ownOrigin(this.configuration, request) };
    return this.authorization.authorize(id, asking);
  }
}
