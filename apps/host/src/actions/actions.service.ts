import { ActionNotFoundError, type CatalogueAction, PluginCatalogue, Runtime } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import { OpenConnections } from '../connections/open-connections.ts';
import { type ActionFilter, type ActionView, toActionView } from './action-view.ts';
import { asReported, toCallAnswer } from './call-answer.ts';
import type { CallAnswer, CallBody } from './call-schemas.ts';

/** Lists the actions of the installed plugins and calls them. */
@Injectable()
export class ActionsService {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly runtime: Runtime,
    private readonly connections: OpenConnections,
  ) {}

  list({ application, query }: ActionFilter): ActionView[] {
    const words = query?.toLowerCase().split(/\s+/) ?? [];
    return this.catalogue.actions
      .filter(({ plugin }) => application === undefined || plugin.manifest.application.name === application)
      .filter((found) => words.every((word) => searchText(found).includes(word)))
      .map(toActionView);
  }

  find(id: string, version: string | undefined): ActionView {
    return toActionView(this.#find(id, version));
  }

  /** Throws what the call ended with, where it did not end well. */
  async call(
    tenant: string,
    id: string,
    { input = {}, connection, ...options }: CallBody,
    { traceId, signal }: { readonly traceId: string; readonly signal: AbortSignal },
  ): Promise<CallAnswer> {
    const { application } = this.#find(id, options.version).plugin.manifest;
    const record = connection === undefined ? undefined : await this.connections.find(tenant, application.name, connection);
    const call = { ...options, action: id, input, connection: record, tenant, traceId, signal };
    return toCallAnswer(
      await this.runtime.call(call).catch((error: unknown) => {
        throw asReported(error);
      }),
    );
  }

  #find(id: string, version: string | undefined): CatalogueAction {
    const found = this.catalogue.find(id, version);
    if (!found) throw this.#notFound(id, version);
    return found;
  }

  #notFound(id: string, version: string | undefined): ActionNotFoundError {
    const known = this.catalogue.plugins.map((plugin) => plugin.version).filter((each) => this.catalogue.find(id, each));
    const installed = [...new Set(known)].join(', ');
    return installed === ''
      ? new ActionNotFoundError(`No installed plugin offers the action "${id}".`)
      : new ActionNotFoundError(`No installed plugin offers the action "${id}" in version ${version}. Installed: ${installed}.`);
  }
}

function searchText({ id, action }: CatalogueAction): string {
  return `${id} ${action.title} ${action.description ?? ''}`.toLowerCase();
}
