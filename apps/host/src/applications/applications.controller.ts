import { PluginCatalogue, type PluginPackage } from '@mortise/runtime';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { applicationNotFound } from './application-not-found.ts';
import { ApplicationAddress, ApplicationSummary, ApplicationView, toApplicationView, toSummary } from './application-view.ts';
import { ConnectionForm, formOf } from './form.ts';
import { logoPolicy, readLogo } from './logo.ts';

const Picture = z.string().meta({ contentMediaType: 'image/*' });

@Controller('api/applications')
export class ApplicationsController {
  constructor(private readonly catalogue: PluginCatalogue) {}

  @Get()
  @Answer(z.array(ApplicationSummary), { summary: 'List applications' })
  list() {
    const newest = new Map<string, PluginPackage>();
    for (const { manifest } of this.catalogue.packages) {
      const plugin = this.catalogue.findApplication(manifest.application.name);
      if (plugin) newest.set(manifest.application.name, plugin);
    }
    return [...newest.values()].map(toSummary).sort((a, b) => a.name.localeCompare(b.name));
  }

  @Get(':name')
  @Answer(ApplicationView, { summary: 'Get an application' })
  find(@Param({ schema: ApplicationAddress }) { name }: ApplicationAddress) {
    return toApplicationView(this.#find(name));
  }

  @Get(':name/form')
  @Answer(ConnectionForm, { summary: 'Get the form that connects an account, as JSON Schema' })
  form(@Param({ schema: ApplicationAddress }) { name }: ApplicationAddress) {
    return formOf(this.#find(name).manifest.application);
  }

  @Get(':name/logo')
  @SentAnswer(Picture, { summary: 'Get the logo of an application', contentType: 'image/*' })
  async logo(@Param({ schema: ApplicationAddress }) { name }: ApplicationAddress, @Res() reply: FastifyReply): Promise<void> {
    const { contentType, bytes } = await readLogo(this.#find(name));
    await reply.headers({ 'content-type': contentType, 'content-security-policy': logoPolicy }).send(bytes);
  }

  #find(name: string): PluginPackage {
    const plugin = this.catalogue.findApplication(name);
    if (!plugin) throw applicationNotFound(name);
    return plugin;
  }
}
