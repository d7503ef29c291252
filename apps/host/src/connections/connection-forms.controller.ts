import { PluginCatalogue } from '@mortise/runtime';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { applicationNotFound } from '../applications/application-not-found.ts';
import { ApplicationAddress } from '../applications/application-view.ts';
import { clientFieldsOf, withClient } from '../applications/client-fields.ts';
import { formOf } from '../applications/form.ts';
import { OAuthClients } from '../applications/oauth-clients.ts';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { ownOrigin } from '../http/own-origin.ts';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { ConnectionFormView, FormQuery } from './connection-form-view.ts';
import { ConnectionsService } from './connections.service.ts';
import { uiOf } from './form-widgets.ts';
import { redirectUriOf } from './redirect-uri.ts';

@Controller('api/applications')
export class ConnectionFormsController {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly connections: ConnectionsService,
    private readonly clients: OAuthClients,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  @Get(':name/form')
  @AllowRole('viewer')
  @Answer(ConnectionFormView, { summary: 'Get the form that connects an account, with what a connection has filled in' })
  async form(
    @Req() request: FastifyRequest,
    @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress,
    @Query({ schema: FormQuery }) { connection: idOrName }: FormQuery,
  ): Promise<ConnectionFormView> {
    const identity = identityOf(request);
    const { tenant } = identity;
    const plugin = this.catalogue.findApplication(name, tenant);
    if (!plugin) throw applicationNotFound(name);
    const { application } = plugin.manifest;
    const form = formOf(application);
    const client = await this.clients.offeredTo(identity, application);
    const connection = idOrName === undefined ? undefined : await this.connections.findOf(tenant, name, idOrName);
    const origin = ownOrigin(this.configuration, request);
    return {
      schema: client ? withClient(form) : form,
      ui: uiOf(form),
      values: connection?.values ?? {},
      secrets: connection?.secrets ?? {},
      ...(client && { client: { clientId: client.clientId, ...(client.values && { values: client.values }) } }),
      ...(clientFieldsOf(form) && { redirectUri: redirectUriOf(origin, application, connection?.tokenHost) }),
    };
  }
}
