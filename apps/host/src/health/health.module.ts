import { Module } from '@nestjs/common';
import { RunsModule } from '../runs/runs.module.ts';
import { HealthController } from './health.controller.ts';
import { Readiness } from './readiness.ts';

@Module({ imports: [RunsModule], controllers: [HealthController], providers: [Readiness] })
export class HealthModule {}
