import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { TriggersModule } from '../triggers/triggers.module.ts';
import { ProcessCheck } from './checks/process-check.ts';
import { ProcessImport } from './import/process-import.ts';
import { ProcessStore } from './process-store.ts';
import { ProcessesController } from './processes.controller.ts';
import { ProcessesService } from './processes.service.ts';
import { RunKeys } from './run-keys.ts';

@Module({
  imports: [ConnectionsModule, RunsModule, TriggersModule],
  controllers: [ProcessesController],
  providers: [ProcessStore, ProcessCheck, ProcessesService, ProcessImport, RunKeys],
})
export class ProcessesModule {}
