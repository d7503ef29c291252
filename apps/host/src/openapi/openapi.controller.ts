import { isOpenTo, PluginCatalogue } from '@mortise/runtime';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { sessionCookieName } from '../sessions/session-cookie.ts';
import { hostVersion } from '../versions.ts';
import { SentAnswer } from './answer.ts';
import { openApiDocument } from './document.ts';
import { RouteList } from './route-list.ts';

const OpenApiDocument = z.record(z.string(), z.unknown());

@Controller('api/openapi.json')
export class OpenApiController {
  /** For all who see the same actions: written at the first request, and again after plugins have changed. */
  readonly #texts = new Map<string, string>();

  constructor(
    private readonly routes: RouteList,
    private readonly catalogue: PluginCatalogue,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {
    catalogue.on('change', () => {
      this.#texts.clear();
    });
  }

  @Get()
  @AllowRole('viewer')
  @SentAnswer(OpenApiDocument, { summary: 'Get this description of the host and of every action' })
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { tenant } = identityOf(request);
    const offered = this.catalogue.actions.some(({ plugin }) => plugin.offer?.tenant === tenant);
    const text = this.#texts.get(offered ? tenant : '') ?? this.#write(tenant, request);
    this.#texts.set(offered ? tenant : '', text);
    await reply.header('content-type', 'application/json; charset=utf-8').send(text);
  }

  #write(tenant: string, request: FastifyRequest): string {
    const actions = this.catalogue.actions.filter(({ plugin }) => isOpenTo(plugin, tenant));
    const session = sessionCookieName(this.configuration, request);
    return JSON.stringify(openApiDocument({ routes: this.routes.read(), actions, version: hostVersion, session }));
  }
}
