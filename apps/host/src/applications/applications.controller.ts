import { PluginCatalogue, type PluginPackage } from '@mortise/runtime';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { applicationNotFound } from './application-not-found.ts';
import { ApplicationAddress, ApplicationSummary, ApplicationView, toApplicationView, toSummary } from './application-view.ts';
import { logoPolicy, readLogo } from './logo.ts';

const Picture = z.string().meta({ contentMediaType: 'image/*' });

@Controller('api/applications')
export class ApplicationsController {
  constructor(private readonly catalogue: PluginCatalogue) {}

  @Get()
  @AllowRole('viewer')
  @Answer(z.array(ApplicationSummary), { summary: 'List applications' })
  list(@Req() request: FastifyRequest) {
    const { tenant } = identityOf(request);
    const newest = new Map<string, PluginPackage>();
    for (const { manifest } of this.catalogue.packages) {
      const plugin = this.catalogue.findApplication(manifest.application.name, tenant);
      if (plugin) newest.set(manifest.application.name, plugin);
    }
    return [...newest.values()].map(toSummary).sort((a, b) => a.name.localeCompare(b.name));
  }

  @Get(':name')
  @AllowRole('viewer')
  @Answer(ApplicationView, { summary: 'Get an application' })
  find(@Req() request: FastifyRequest, @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress) {
    return toApplicationView(this.#find(request, name));
  }

  @Get(':name/logo')
  @AllowRole('viewer')
  @SentAnswer(Picture, { summary: 'Get the logo of an application', contentType: 'image/*' })
  async logo(
    @Req() request: FastifyRequest,
    @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { contentType, bytes } = await readLogo(this.#find(request, name));
    await reply.headers({ 'content-type': contentType, 'content-security-policy': logoPolicy }).send(bytes);
  }

  #find(request: FastifyRequest, name: string): PluginPackage {
    const plugin = this.catalogue.findApplication(name, identityOf(request).tenant);
    if (!plugin) throw applicationNotFound(name);
    return plugin;
  }
}
