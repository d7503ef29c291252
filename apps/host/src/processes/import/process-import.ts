import { PluginCatalogue } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../security/caller.ts';
import { ProcessDocument } from '../process-document.ts';
import { ProcessesService } from '../processes.service.ts';
import { convertTopology } from './convert-topology.ts';
import { ImportError } from './import-error.ts';
import type { ImportAnswer, ImportBody } from './import-schemas.ts';
import { readBpmn } from './read-bpmn.ts';
import { readTopologyJson } from './read-topology-json.ts';
import type { Topology } from './topology.ts';

/** Makes processes of those of Orchesty. */
@Injectable()
export class ProcessImport {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly processes: ProcessesService,
  ) {}

  /** Throws an ImportError where the file is none of Orchesty's. */
  async run(caller: Caller, { name, title = name, content, dryRun }: ImportBody): Promise<ImportAnswer> {
    const text = content.replace(/^\uFEFF/, '');
    const topology = /^\s*</.test(text) ? await readBpmn(text) : readTopologyJson(text);
    refuseRepeated(topology);
    const { document, report } = convertTopology(topology, title, this.catalogue.openTo(caller.identity.tenant).actions);
    const { error } = ProcessDocument.safeParse(document);
    if (error) throw new ImportError(`It makes no process that can be kept. ${z.prettifyError(error)}`);
    const answer = { document: { ...document }, report: [...report] };
    return dryRun ? answer : { ...answer, process: await this.processes.create(caller, { name, document: answer.document }) };
  }
}

/** Its edges could mean either of them. */
function refuseRepeated({ nodes }: Topology): void {
  const ids = new Set<string>();
  for (const { id } of nodes) {
    if (ids.has(id)) throw new ImportError(`Two nodes of the file have the id "${id}". Give one of them another.`);
    ids.add(id);
  }
}
