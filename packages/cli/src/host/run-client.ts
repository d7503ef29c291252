import { z } from 'zod';
import type { HostTransport } from './host-transport.ts';
import { Cause, FailedMessageDetail, FailedMessagePage, Job, ReplayedMessage, Run, RunDetail, RunPage } from './run-answers.ts';

export interface RunFilter {
  readonly process?: string;
  readonly state?: string;
  readonly since?: string;
  readonly before?: string;
  readonly limit?: string;
}

export interface FailedFilter {
  readonly process?: string;
  readonly step?: string;
  readonly code?: string;
  readonly run?: string;
}

export interface FailedQuery extends FailedFilter {
  readonly before?: string;
  readonly limit?: string;
}

export type ReplayVersion = 'same' | 'latest';

/** What waits in the queue is put away or taken out a thousand at a time. */
const changedWithinMs = 120_000;

/** The routes of a host that are about runs, failed messages and jobs. */
export class RunClient {
  readonly #transport: HostTransport;

  constructor(transport: HostTransport) {
    this.#transport = transport;
  }

  list(filter: RunFilter): Promise<RunPage> {
    return this.#transport.send('GET', `/api/runs?${new URLSearchParams({ ...filter })}`, RunPage);
  }

  find(id: string): Promise<RunDetail> {
    return this.#transport.send('GET', `/api/runs/${encodeURIComponent(id)}`, RunDetail);
  }

  change(id: string, verb: 'cancel' | 'pause' | 'resume'): Promise<Run> {
    const path = `/api/runs/${encodeURIComponent(id)}/${verb}`;
    return this.#transport.send('POST', path, Run, { timeoutMs: changedWithinMs });
  }

  failed(query: FailedQuery): Promise<FailedMessagePage> {
    return this.#transport.send('GET', `/api/failed-messages?${new URLSearchParams({ ...query })}`, FailedMessagePage);
  }

  causes(process: string | undefined): Promise<Cause[]> {
    const query = new URLSearchParams(process === undefined ? {} : { process });
    return this.#transport.send('GET', `/api/failed-messages/causes?${query}`, z.array(Cause));
  }

  failedMessage(id: string): Promise<FailedMessageDetail> {
    return this.#transport.send('GET', addressOf(id), FailedMessageDetail);
  }

  edit(id: string, data: unknown): Promise<FailedMessageDetail> {
    return this.#transport.send('PATCH', addressOf(id), FailedMessageDetail, { body: { data } });
  }

  replay(id: string, version: ReplayVersion): Promise<ReplayedMessage> {
    return this.#transport.send('POST', `${addressOf(id)}/replay`, ReplayedMessage, { body: { version } });
  }

  async discard(id: string, reason: string): Promise<void> {
    await this.#transport.send('DELETE', addressOf(id), z.undefined(), { body: { reason } });
  }

  replayAll(filter: FailedFilter, version: ReplayVersion): Promise<Job> {
    return this.#transport.send('POST', '/api/failed-messages/replay', Job, { body: { filter, version } });
  }

  discardAll(filter: FailedFilter, reason: string): Promise<Job> {
    return this.#transport.send('POST', '/api/failed-messages/discard', Job, { body: { filter, reason } });
  }

  job(id: string): Promise<Job> {
    return this.#transport.send('GET', `/api/jobs/${encodeURIComponent(id)}`, Job);
  }
}

function addressOf(id: string): string {
  return `/api/failed-messages/${encodeURIComponent(id)}`;
}
