import { type CatalogueAction, type ConnectionRecord, Runtime } from '@mortise/runtime';
import { isMortiseError, type Outcome } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { OpenConnections } from '../connections/open-connections.ts';
import { hashOf } from '../security/hash.ts';
import { type Envelope, header, textOf } from './envelope.ts';
import { InstallsService } from './installs.service.ts';
import { inputOf } from './message-body.ts';
import type { NodeKind } from './node-kind.ts';
import { replyTo } from './reply.ts';
import { WorkerIdentity } from './worker-identity.ts';
import { WorkerNodes } from './worker-nodes.ts';

/** The bridge hangs up after a minute, and would send the message again. */
const timeoutMs = 50_000;

/** Who is waiting for the answer. */
export interface Waiting {
  readonly traceId: string;
  readonly signal: AbortSignal;
}

/** Runs actions for the messages of a platform. */
@Injectable()
export class NodeCalls {
  constructor(
    private readonly nodes: WorkerNodes,
    private readonly installs: InstallsService,
    private readonly connections: OpenConnections,
    private readonly runtime: Runtime,
    private readonly worker: WorkerIdentity,
  ) {}

  /** Throws nothing but faults of the host: whatever else goes wrong is an answer. */
  async run(kind: NodeKind, name: string, envelope: Envelope, waiting: Waiting): Promise<Envelope> {
    return replyTo(envelope, await this.#outcomeOf(kind, name, envelope, waiting), kind);
  }

  async #outcomeOf(kind: NodeKind, name: string, envelope: Envelope, waiting: Waiting): Promise<Outcome> {
    try {
      const found = this.nodes.find(kind, name);
      return await this.#call(found, envelope, waiting);
    } catch (error) {
      if (!isMortiseError(error)) throw error;
      return { outcome: error.retryable ? 'retry' : 'fail', error: error.toJSON() };
    }
  }

  /** Once: what is tried again, and when, is up to the platform. */
  async #call(found: CatalogueAction, envelope: Envelope, { traceId, signal }: Waiting): Promise<Outcome> {
    const { outcome } = await this.runtime.call({
      action: found.id,
      input: inputOf(envelope.body),
      connection: await this.#connectionOf(found, textOf(envelope, header.user)),
      cursor: found.action.kind === 'batch' ? textOf(envelope, header.cursor) : undefined,
      timeoutMs,
      maxAttempts: 1,
      idempotencyKey: idempotencyKeyOf(envelope),
      tenant: this.worker.tenant,
      traceId: traceIdIn(envelope) ?? traceId,
      signal,
    });
    return outcome;
  }

  /** That of the user's install, where there is one. Whether the action can do without is known to the runtime. */
  async #connectionOf({ plugin }: CatalogueAction, user: string | undefined): Promise<ConnectionRecord | undefined> {
    if (user === undefined) return undefined;
    const application = plugin.manifest.application.name;
    const id = await this.installs.callableConnection(application, user);
    return id === undefined ? undefined : this.connections.find(this.worker.tenant, application, id);
  }
}

/** The same for each delivery of a message to a node, and another once an operator has edited it. */
function idempotencyKeyOf(envelope: Envelope): string | undefined {
  const process = textOf(envelope, header.processId);
  if (process === undefined) return undefined;
  return hashOf(JSON.stringify([process, textOf(envelope, header.nodeId), textOf(envelope, header.cursor), envelope.body]));
}

/** A correlation id is a UUID, which is a trace id with hyphens: so the logs of both speak of the same. */
function traceIdIn(envelope: Envelope): string | undefined {
  const digits = textOf(envelope, header.correlationId)?.replaceAll('-', '').toLowerCase();
  return digits !== undefined && /^(?!0{32})[0-9a-f]{32}$/.test(digits) ? digits : undefined;
}
