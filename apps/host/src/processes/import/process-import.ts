import { PluginCatalogue } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../security/caller.ts';
import { ProcessesService } from '../processes.service.ts';
import { convertTopology } from './convert-topology.ts';
import type { ImportAnswer, ImportBody } from './import-schemas.ts';
import { readBpmn } from './read-bpmn.ts';
import { readTopologyJson } from './read-topology-json.ts';

/** Makes processes of those of Orchesty. */
@Injectable()
export class ProcessImport {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly processes: ProcessesService,
  ) {}

  /** Throws an ImportError where the file is none of Orchesty's. */
  async run(caller: Caller, { name, title = name, content, dryRun }: ImportBody): Promise<ImportAnswer> {
    const topology = /^\uFEFF?\s*</.test(content) ? await readBpmn(content) : readTopologyJson(content);
    const { document, report } = convertTopology(topology, title, this.catalogue.openTo(caller.identity.tenant).actions);
    const answer = { document: { ...document }, report: [...report] };
    return dryRun ? answer : { ...answer, process: await this.processes.create(caller, { name, document: answer.document }) };
  }
}
