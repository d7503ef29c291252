import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.ts';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { KeyRotation, RotationReport } from '../security/key-rotation.ts';

@Controller('api/keys')
export class KeysController {
  constructor(
    private readonly rotation: KeyRotation,
    private readonly audit: AuditLog,
  ) {}

  @Post('rotate')
  @HttpCode(200)
  @AllowRole('operator')
  @Answer(RotationReport, { summary: 'Put all secrets under the current master key, or a new one where the host keeps its own' })
  async rotate(@Req() request: FastifyRequest) {
    const report = await this.rotation.rotate();
    const { keyId, rewrapped, failed } = report;
    await this.audit.record(identityOf(request), {
      action: 'keys.rotated',
      target: `key:${keyId}`,
      detail: { rewrapped, failed: failed.length },
      correlationId: request.id,
    });
    return report;
  }
}
