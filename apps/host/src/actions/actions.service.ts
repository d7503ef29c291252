import { ActionNotFoundError, type CallResult, type CatalogueAction, PluginCatalogue, Runtime } from '@mortise/runtime';
import { RateLimitError, ReportedError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { OpenConnections } from '../connections/open-connections.ts';
import { type ActionFilter, type ActionView, toActionView } from './action-view.ts';
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

  find(id: string): ActionView {
    return toActionView(this.#find(id));
  }

  /** Throws what the call ended with, where it did not end well. */
  async call(
    tenant: string,
    id: string,
    { input = {}, connection, ...options }: CallBody,
    { traceId, signal }: { readonly traceId: string; readonly signal: AbortSignal },
  ): Promise<CallAnswer> {
    const { application } = this.#find(id).plugin.manifest;
    const record = connection === undefined ? undefined : await this.connections.find(tenant, application.name, connection);
    return toCallAnswer(await this.runtime.call({ ...options, action: id, input, connection: record, tenant, traceId, signal }));
  }

  #find(id: string): CatalogueAction {
    const found = this.catalogue.find(id);
    if (!found) throw new ActionNotFoundError(`No installed plugin offers the action "${id}".`);
    return found;
  }
}

function toCallAnswer({ outcome, attempts, durationMs }: CallResult): CallAnswer {
  const effort = { attempts, durationMs: Math.round(durationMs * 100) / 100 };
  switch (outcome.outcome) {
    case 'success':
      return { outcome: 'success', output: outcome.output, ...effort };
    case 'page':
      return {
        outcome: 'page',
        output: outcome.items,
        ...(outcome.cursor !== undefined && { cursor: outcome.cursor }),
        ...effort,
      };
    case 'route':
      return { outcome: 'route', output: outcome.output, to: [...outcome.to], ...effort };
    case 'stop':
      return { outcome: 'stop', output: outcome.reason ?? null, ...effort };
    case 'limit':
      throw outcome.error
        ? new ReportedError(outcome.error)
        : new RateLimitError('The action waits for the budget of the account. Try again later.', outcome.afterMs);
    case 'retry':
    case 'fail':
      throw new ReportedError(outcome.error);
  }
}

function searchText({ id, action }: CatalogueAction): string {
  return `${id} ${action.title} ${action.description ?? ''}`.toLowerCase();
}
