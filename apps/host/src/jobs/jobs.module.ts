import { Module } from '@nestjs/common';
import { JobStore } from './job-store.ts';
import { JobsController } from './jobs.controller.ts';
import { JobsService } from './jobs.service.ts';

@Module({ controllers: [JobsController], providers: [JobStore, JobsService], exports: [JobsService] })
export class JobsModule {}
