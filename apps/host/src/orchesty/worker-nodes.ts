import { type CatalogueAction, isOpenTo, PluginCatalogue } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import { type NodeKind, nodeKindOf } from './node-kind.ts';
import { WorkerError } from './worker-error.ts';
import { WorkerIdentity } from './worker-identity.ts';

/** A line of a list of nodes. */
export interface NodeLine {
  /** Id of the action. */
  readonly name: string;
  readonly app: string;
}

/** The actions of the installed plugins as nodes of a platform. */
@Injectable()
export class WorkerNodes {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly worker: WorkerIdentity,
  ) {}

  list(kind: NodeKind): NodeLine[] {
    return this.catalogue.actions
      .filter((found) => this.#isNode(found, kind))
      .map(({ id, plugin }) => ({ name: id, app: plugin.manifest.application.name }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Throws a WorkerError. */
  find(kind: NodeKind, name: string): CatalogueAction {
    const found = this.catalogue.find(name);
    if (found && this.#isNode(found, kind)) return found;
    throw new WorkerError('node_not_found', `No installed plugin offers "${name}" as a ${kind}.`);
  }

  #isNode({ plugin, action }: CatalogueAction, kind: NodeKind): boolean {
    return nodeKindOf(action.kind) === kind && isOpenTo(plugin, this.worker.tenant);
  }
}
