import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Answer } from '../openapi/answer.ts';
import { AllowAccess } from '../security/access.ts';
import { Readiness } from './readiness.ts';

const Alive = z.strictObject({ alive: z.literal(true) });
const Ready = z
  .strictObject({
    ready: z.boolean(),
    database: z.enum(['ok', 'unavailable']),
    weakSettings: z
      .array(z.string())
      .meta({ description: 'Settings of the database under which it can lose what it reported as done' }),
    engine: z.enum(['ok', 'stuck']).meta({ description: 'What drives processes; stuck where nothing has moved for a while' }),
    plugins: z.literal('scanned'),
    draining: z.boolean(),
  })
  .meta({ title: 'Readiness' });

@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @AllowAccess('open')
  @Answer(Alive, { summary: 'Whether the process answers' })
  live() {
    return { alive: true as const };
  }

  @Get('ready')
  @AllowAccess('open')
  @Answer(Ready, { summary: 'Whether the host should be sent requests; 503 with the reasons where not' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { weakSettings, ...report } = await this.readiness.report();
    if (!report.ready) reply.status(503);
    return { ...report, weakSettings: [...weakSettings] };
  }
}
