import { type CatalogueAction, isOpenTo, PluginCatalogue, RemoteRunner, Runtime } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import type { Caller } from '../security/caller.ts';
import { type ActionFilter, type ActionView, toActionView } from './action-view.ts';
import { asReported, toCallAnswer } from './call-answer.ts';
import type { CallAnswer, CallBody } from './call-schemas.ts';

/** Lists the actions of the installed plugins and calls them. */
@Injectable()
export class ActionsService {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly runtime: Runtime,
    private readonly services: RemoteRunner,
    private readonly connections: OpenConnections,
    private readonly audit: AuditLog,
  ) {}

  list(tenant: string, { application, query }: ActionFilter): ActionView[] {
    const words = query?.toLowerCase().split(/\s+/) ?? [];
    return this.catalogue.actions
      .filter(({ plugin }) => isOpenTo(plugin, tenant))
      .filter(({ plugin }) => application === undefined || plugin.manifest.application.name === application)
      .filter((found) => words.every((word) => searchText(found).includes(word)))
      .map((found) => this.#viewOf(found));
  }

  find(tenant: string, id: string, version: string | undefined): ActionView {
    return this.#viewOf(this.catalogue.get(id, { version, tenant }));
  }

  /**
   * Throws what the call ended with, where it did not end well. Whose account it uses is written down before, so that no call is
   * left out; what it is given is not.
   */
  async call(
    { identity, correlationId }: Caller,
    id: string,
    { input = {}, connection, ...options }: CallBody,
    signal: AbortSignal,
  ): Promise<CallAnswer> {
    const { tenant } = identity;
    const { application } = this.catalogue.get(id, { version: options.version, tenant }).plugin.manifest;
    const record = connection === undefined ? undefined : await this.connections.find(tenant, application.name, connection);
    if (record) {
      const detail = { connection: record.id };
      await this.audit.record(identity, { action: 'action.called', target: `action:${id}`, detail, correlationId });
    }
    const call = { ...options, action: id, input, connection: record, tenant, traceId: correlationId, signal };
    return toCallAnswer(
      await this.runtime.call(call).catch((error: unknown) => {
        throw asReported(error);
      }),
    );
  }

  #viewOf(found: CatalogueAction): ActionView {
    const { offer } = found.plugin;
    return toActionView(found, offer !== undefined && this.services.instancesOf(offer.service) === 0);
  }
}

function searchText({ id, action }: CatalogueAction): string {
  return `${id} ${action.title} ${action.description ?? ''}`.toLowerCase();
}
