import { z } from 'zod';
import type { HostTransport } from './host-transport.ts';
import {
  ImportedProcess,
  type Process,
  ProcessCheck,
  type ProcessDocument,
  ProcessPage,
  ProcessWithDraft,
  PublishedProcess,
  RunState,
  StartedRun,
} from './process-answers.ts';

export interface RunRequest {
  readonly input?: unknown;
  readonly version?: number | undefined;
  readonly start?: string | undefined;
}

export interface ImportRequest {
  readonly name: string;
  readonly content: string;
  readonly dryRun: boolean;
}

/** Expressions are read one by one. */
const checkWithinMs = 60_000;

/** The routes of a host that are about processes. */
export class ProcessClient {
  readonly #transport: HostTransport;

  constructor(transport: HostTransport) {
    this.#transport = transport;
  }

  /** All of them, by name. */
  async list(): Promise<Process[]> {
    const all: Process[] = [];
    let before: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '500', ...(before !== undefined && { before }) });
      const { items, next } = await this.#transport.send('GET', `/api/processes?${query}`, ProcessPage);
      all.push(...items);
      before = next;
    } while (before !== undefined);
    return all.sort((a, b) => a.name.localeCompare(b.name));
  }

  find(id: string): Promise<ProcessWithDraft> {
    return this.#transport.send('GET', addressOf(id), ProcessWithDraft);
  }

  create(name: string, document: ProcessDocument): Promise<ProcessWithDraft> {
    return this.#transport.send('POST', '/api/processes', ProcessWithDraft, { body: { name, document } });
  }

  /** Throws where somebody has changed it since this revision. */
  replace({ id, revision }: Process, document: ProcessDocument): Promise<ProcessWithDraft> {
    return this.#transport.send('PUT', addressOf(id), ProcessWithDraft, { body: { document, revision } });
  }

  async remove(id: string): Promise<void> {
    await this.#transport.send('DELETE', addressOf(id), z.undefined(), { timeoutMs: checkWithinMs });
  }

  check(id: string): Promise<ProcessCheck> {
    return this.#transport.send('POST', `${addressOf(id)}/check`, ProcessCheck, { timeoutMs: checkWithinMs });
  }

  checkDocument(document: ProcessDocument): Promise<ProcessCheck> {
    return this.#transport.send('POST', '/api/processes/check', ProcessCheck, { body: { document }, timeoutMs: checkWithinMs });
  }

  publish({ id, revision }: Pick<Process, 'id' | 'revision'>): Promise<PublishedProcess> {
    const options = { body: { revision }, timeoutMs: checkWithinMs };
    return this.#transport.send('POST', `${addressOf(id)}/publish`, PublishedProcess, options);
  }

  run(id: string, body: RunRequest): Promise<StartedRun> {
    return this.#transport.send('POST', `${addressOf(id)}/runs`, StartedRun, { body });
  }

  runState(id: string): Promise<RunState> {
    return this.#transport.send('GET', `/api/runs/${encodeURIComponent(id)}`, RunState);
  }

  pause(id: string): Promise<ProcessWithDraft> {
    return this.#transport.send('POST', `${addressOf(id)}/pause`, ProcessWithDraft, { timeoutMs: checkWithinMs });
  }

  resume(id: string): Promise<ProcessWithDraft> {
    return this.#transport.send('POST', `${addressOf(id)}/resume`, ProcessWithDraft, { timeoutMs: checkWithinMs });
  }

  import(body: ImportRequest): Promise<ImportedProcess> {
    return this.#transport.send('POST', '/api/processes/import', ImportedProcess, { body });
  }
}

function addressOf(id: string): string {
  return `/api/processes/${encodeURIComponent(id)}`;
}
