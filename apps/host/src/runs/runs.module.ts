import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { JobsModule } from '../jobs/jobs.module.ts';
import { ProcessVersions } from '../processes/process-versions.ts';
import { FailedMessageJobs } from './failed-message-jobs.ts';
import { FailedMessageStore } from './failed-message-store.ts';
import { FailedMessagesController } from './failed-messages.controller.ts';
import { FailedMessagesService } from './failed-messages.service.ts';
import { MessageDetails } from './message-details.ts';
import { ProcessEngine } from './process-engine.ts';
import { ProcessRuns } from './process-runs.ts';
import { RunControl } from './run-control.ts';
import { RunRetention } from './run-retention.ts';
import { RunStore } from './run-store.ts';
import { RunsController } from './runs.controller.ts';
import { RunsService } from './runs.service.ts';

@Module({
  imports: [ConnectionsModule, JobsModule],
  controllers: [RunsController, FailedMessagesController],
  providers: [
    ProcessVersions,
    ProcessEngine,
    RunStore,
    MessageDetails,
    RunControl,
    RunsService,
    ProcessRuns,
    FailedMessageStore,
    FailedMessagesService,
    FailedMessageJobs,
    RunRetention,
  ],
  exports: [ProcessVersions, ProcessEngine, ProcessRuns],
})
export class RunsModule {}
