import { PluginCatalogue } from '@mortise/runtime';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { applicationNotFound } from '../applications/application-not-found.ts';
import { ApplicationAddress } from '../applications/application-view.ts';
import { clientFieldsOf } from '../applications/client-fields.ts';
import { type ApplicationFacts, formOf } from '../applications/form.ts';
import { type OAuthClient, OAuthClients } from '../applications/oauth-clients.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { ownOrigin } from '../http/own-origin.ts';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { ClientBody, ClientView } from './application-client-schemas.ts';
import { OpenConnections } from './open-connections.ts';
import { redirectUriOf } from './redirect-uri.ts';

/** The client under which this host is registered at a service, for all connections that bring none of their own. */
@Controller('api/applications')
export class ApplicationClientsController {
  constructor(
    private readonly clients: OAuthClients,
    private readonly opened: OpenConnections,
    private readonly catalogue: PluginCatalogue,
    private readonly audit: AuditLog,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  @Get(':name/client')
  @AllowRole('admin')
  @Answer(ClientView, { summary: 'Get the OAuth client that connections of an application use' })
  async find(@Req() request: FastifyRequest, @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress) {
    const { tenant } = identityOf(request);
    const application = this.#applicationOf(tenant, name);
    const client = await this.clients.find(tenant, name);
    if (!client) throw clientNotFound(name, this.#redirectUriOf(request, application));
    return this.#view(request, application, client);
  }

  @Put(':name/client')
  @AllowRole('admin')
  @Answer(ClientView, { summary: 'Set the OAuth client that connections of an application use' })
  async set(
    @Req() request: FastifyRequest,
    @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress,
    @Body({ schema: ClientBody }) body: ClientBody,
  ) {
    const identity = identityOf(request);
    const application = this.#applicationOf(identity.tenant, name);
    if (!clientFieldsOf(formOf(application)))
      throw new ConflictError('no_oauth_client', `${application.title} does not log in by OAuth, so it has no client.`);
    const client = await this.clients.set(identity.tenant, application, body);
    this.opened.invalidate();
    await this.audit.record(identity, {
      action: 'application.client_set',
      target: `application:${name}`,
      detail: { clientId: client.clientId },
      correlationId: request.id,
    });
    return this.#view(request, application, client);
  }

  @Delete(':name/client')
  @HttpCode(204)
  @AllowRole('admin')
  @SentAnswer(z.undefined(), { summary: 'Forget the OAuth client of an application', status: 204 })
  async remove(
    @Req() request: FastifyRequest,
    @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress,
  ): Promise<void> {
    const identity = identityOf(request);
    if (!(await this.clients.remove(identity.tenant, name))) throw clientNotFound(name);
    this.opened.invalidate();
    const entry = { action: 'application.client_removed', target: `application:${name}`, correlationId: request.id } as const;
    await this.audit.record(identity, entry);
  }

  #applicationOf(tenant: string, name: string): ApplicationFacts {
    const plugin = this.catalogue.findApplication(name, tenant);
    if (!plugin) throw applicationNotFound(name);
    return plugin.manifest.application;
  }

  #redirectUriOf(request: FastifyRequest, application: ApplicationFacts): string {
    return redirectUriOf(ownOrigin(this.configuration, request), application);
  }

  #view(request: FastifyRequest, application: ApplicationFacts, client: OAuthClient): ClientView {
    const { clientId, clientSecret, values, updatedAt } = client;
    return {
      clientId,
      clientSecret: { set: clientSecret !== undefined },
      ...(values && { values }),
      redirectUri: this.#redirectUriOf(request, application),
      updatedAt,
    };
  }
}

function clientNotFound(name: string, redirectUri?: string): NotFoundError {
  const hint = redirectUri === undefined ? '' : ` Register one at the service, with the redirect address ${redirectUri}.`;
  return new NotFoundError('client_not_found', `No OAuth client is set for the application "${name}".${hint}`, [
    { label: 'Set it', command: `mortise connections client ${name}` },
  ]);
}
