import { PluginCatalogue } from '@mortise/runtime';
import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';

/** An installed plugin; of one there can be several versions. */
const PluginView = z
  .strictObject({
    name: z.string(),
    version: z.string(),
    status: z.enum(['ready', 'failed']),
    reason: z.string().optional().meta({ description: 'Why it failed, then what to do' }),
    application: z.string().optional(),
    actions: z.int(),
  })
  .meta({ title: 'Plugin' });

@Controller('api/plugins')
export class PluginsController {
  constructor(private readonly catalogue: PluginCatalogue) {}

  @Get()
  @AllowRole('viewer')
  @Answer(z.array(PluginView), { summary: 'List installed plugins' })
  list() {
    return [...this.catalogue.plugins];
  }
}
