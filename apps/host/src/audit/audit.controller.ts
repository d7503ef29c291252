import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { AuditLog } from './audit-log.ts';
import { AuditPage, AuditQuery, toAuditView } from './audit-view.ts';

@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: AuditLog) {}

  @Get()
  @AllowRole('admin')
  @Answer(AuditPage, { summary: 'Read who did what, the newest first' })
  async list(@Req() request: FastifyRequest, @Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditPage> {
    // One more than is shown tells whether there are more.
    const rows = await this.audit.list(identityOf(request).tenant, { ...query, limit: query.limit + 1 });
    const entries = rows.slice(0, query.limit).map(toAuditView);
    const next = rows.length > query.limit ? entries.at(-1)?.id : undefined;
    return { entries, ...(next !== undefined && { next }) };
  }
}
