import { PluginCatalogue } from '@mortise/runtime';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { hostVersion } from '../versions.ts';
import { SentAnswer } from './answer.ts';
import { openApiDocument } from './document.ts';
import { RouteList } from './route-list.ts';

const OpenApiDocument = z.record(z.string(), z.unknown());

@Controller('api/openapi.json')
export class OpenApiController {
  /** Written at the first request, and again after plugins have changed. */
  #text: string | undefined;

  constructor(
    private readonly routes: RouteList,
    private readonly catalogue: PluginCatalogue,
  ) {
    catalogue.on('change', () => {
      this.#text = undefined;
    });
  }

  @Get()
  @SentAnswer(OpenApiDocument, { summary: 'Get this description of the host and of every action' })
  async show(@Res() reply: FastifyReply): Promise<void> {
    this.#text ??= JSON.stringify(openApiDocument(this.routes.read(), this.catalogue.actions, hostVersion));
    await reply.header('content-type', 'application/json; charset=utf-8').send(this.#text);
  }
}
