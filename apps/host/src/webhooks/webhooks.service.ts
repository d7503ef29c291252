import { Runtime } from '@mortise/runtime';
import { createSigningSecret, type WebhookFacts } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { processPaused } from '../errors/process-paused.ts';
import { pageOf } from '../http/list-page.ts';
import { ProcessStore } from '../processes/process-store.ts';
import { ProcessEngine } from '../runs/process-engine.ts';
import type { Caller } from '../security/caller.ts';
import { hasRole, type Identity } from '../security/identity.ts';
import { readProblem } from '../triggers/trigger-problem.ts';
import { readTriggerStep, type WebhookStep } from '../triggers/trigger-step.ts';
import type { TriggerQuery } from '../triggers/trigger-view.ts';
import { Deliveries } from './deliveries.ts';
import { LastCall } from './last-calls.ts';
import { Verification } from './verification.ts';
import { WebhookAddress } from './webhook-address.ts';
import { WebhookSeal, type WebhookSecrets } from './webhook-seal.ts';
import { type WebhookRow, WebhookStore } from './webhook-store.ts';
import { readAgreement, WebhookSubscriptions } from './webhook-subscriptions.ts';
import {
  type DeliveryPage,
  type DeliveryQuery,
  type ReplayAnswer,
  type SecretAnswer,
  toDeliveryView,
  type WebhookPage,
  type WebhookView,
} from './webhook-view.ts';

/** While a new secret is being entered at the service, it still signs with the one before. */
const previousTakenMs = 24 * 60 * 60 * 1000;

/** What a tenant sees of its webhooks, and may do with them. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: WebhookStore,
    private readonly subscriptions: WebhookSubscriptions,
    private readonly seal: WebhookSeal,
    private readonly verification: Verification,
    private readonly deliveries: Deliveries,
    private readonly address: WebhookAddress,
    private readonly runtime: Runtime,
    private readonly engine: ProcessEngine,
    private readonly processes: ProcessStore,
    private readonly audit: AuditLog,
  ) {}

  async list(identity: Identity, query: TriggerQuery): Promise<WebhookPage> {
    const rows = await this.store.list(identity.tenant, { ...query, limit: query.limit + 1 });
    const { items, next } = pageOf(
      rows,
      query.limit,
      (row) => this.#view(identity, row),
      (row) => row.id,
    );
    return { items: await Promise.all(items), ...(next !== undefined && { next }) };
  }

  async find(identity: Identity, id: string): Promise<WebhookView> {
    return this.#view(identity, await this.#row(identity.tenant, id));
  }

  /** Asks the service again at once, also where it was thought to be subscribed: it may have forgotten. */
  async subscribe(identity: Identity, id: string): Promise<WebhookView> {
    const row = await this.#row(identity.tenant, id);
    await this.subscriptions.renew(row);
    return this.#view(identity, await this.#row(identity.tenant, id));
  }

  /** Takes the secret that the service shows, or makes a new one. The one before is taken for another day. */
  async setSecret({ identity, correlationId }: Caller, id: string, entered: string | undefined): Promise<SecretAnswer> {
    const row = await this.#row(identity.tenant, id);
    const facts = this.verification.factsOf(stepOf(row));
    const secret = entered ?? createSigningSecret(facts?.signature ?? { scheme: 'none' });
    checkSource(facts, entered);
    const { secret: before, previous: _older, ...secrets } = await this.seal.open(row);
    const until = new Date(Date.now() + previousTakenMs).toISOString();
    const replaced: WebhookSecrets = { ...secrets, secret, ...(before !== undefined && { previous: { secret: before, until } }) };
    if (!(await this.store.replaceSecrets(row, replaced))) {
      throw new ConflictError('changed_meanwhile', 'Somebody else has set the secret at this moment. Look at it again.');
    }
    await this.audit.record(identity, { action: 'webhook.secret_set', target: `webhook:${id}`, correlationId });
    return entered === undefined ? { secret } : {};
  }

  async listDeliveries(tenant: string, id: string, query: DeliveryQuery): Promise<DeliveryPage> {
    await this.#row(tenant, id);
    const rows = await this.deliveries.list(tenant, id, { ...query, limit: query.limit + 1 });
    return pageOf(rows, query.limit, toDeliveryView, (row) => row.id);
  }

  /** Starts once more what a delivery has started, through the version that is published now. */
  async replay({ identity, correlationId }: Caller, id: string, deliveryId: string): Promise<ReplayAnswer> {
    const { tenant } = identity;
    const row = await this.#row(tenant, id);
    const delivery = await this.deliveries.find(tenant, id, deliveryId);
    if (!delivery) throw new NotFoundError('delivery_not_found', `The webhook has no delivery "${deliveryId}".`);
    if (row.state !== 'active') throw processPaused(row.process);
    const { action, version: plugin } = stepOf(row);
    const payload: unknown = JSON.parse(delivery.payload);
    const events = await this.runtime.readEvents({ action, version: plugin, payload });
    const { process, version, step: start } = row;
    const runs = await this.database.transaction().execute(async (transaction) => {
      if ((await this.processes.holdState(tenant, process, transaction)) !== 'active') throw processPaused(process);
      const facts = { process, version, start, startedBy: 'webhook' };
      const started = await this.engine.startAllIn(
        transaction,
        tenant,
        events.map((data) => ({ ...facts, data })),
      );
      const detail = { delivery: deliveryId, runs: started.length };
      await this.audit.record(
        identity,
        { action: 'webhook.replayed', target: `webhook:${id}`, detail, correlationId },
        transaction,
      );
      return started;
    });
    this.engine.wake();
    return { runs };
  }

  async #row(tenant: string, id: string): Promise<WebhookRow> {
    const row = await this.store.find(tenant, id);
    if (row && row.state !== 'ended') return row;
    throw new NotFoundError('webhook_not_found', `There is no webhook "${id}".`, [
      { label: 'See the webhooks', command: 'mortise webhooks list' },
    ]);
  }

  async #view(identity: Identity, row: WebhookRow): Promise<WebhookView> {
    const step = stepOf(row);
    const facts = this.verification.factsOf(step);
    const problem = readProblem(row.problem);
    const subscription = readAgreement(row)?.id;
    return {
      id: row.id,
      process: row.process,
      step: row.step,
      action: step.action,
      ...(step.connection !== undefined && { connection: step.connection }),
      state: stateOf(row, facts),
      ...(hasRole(identity, 'editor') && (await this.#entered(row))),
      managed: facts?.managed ?? false,
      ...(facts && { signature: facts.signature.scheme, secretFrom: facts.signingSecret }),
      ...(subscription !== undefined && { subscription }),
      ...(problem && { problem }),
      ...(row.last_call !== null && { lastCall: LastCall.parse(JSON.parse(row.last_call)) }),
    };
  }

  /** What somebody enters at the service by hand. */
  async #entered(row: WebhookRow): Promise<Pick<WebhookView, 'url' | 'verifyToken'>> {
    const { token, verifyToken } = await this.seal.open(row);
    const url = this.address.of(token);
    return { ...(url !== undefined && { url }), ...(verifyToken !== undefined && { verifyToken }) };
  }
}

function stepOf({ facts, step: name }: WebhookRow): WebhookStep {
  const step = readTriggerStep(facts);
  if (step.kind !== 'webhook') throw new TypeError(`The step ${name} is no webhook.`);
  return step;
}

function stateOf({ state, problem, due_at, has_secret }: WebhookRow, facts: WebhookFacts | undefined): WebhookView['state'] {
  if (!facts) return 'unavailable';
  if (state === 'paused') return 'paused';
  if (problem !== null) return 'failed';
  if (due_at !== null) return 'pending';
  return facts.signingSecret === 'entered' && facts.signature.scheme !== 'none' && has_secret === 0 ? 'secret_needed' : 'ready';
}

/** One that somebody else chooses cannot be chosen here. */
function checkSource(facts: WebhookFacts | undefined, entered: string | undefined): void {
  const isEntered = facts?.signingSecret === 'entered';
  const isMadeHere = facts?.signingSecret === 'generated' && !facts.managed;
  if (isEntered || (isMadeHere && entered === undefined)) return;
  throw new ConflictError(
    'secret_not_chosen',
    'The secret of this webhook is agreed with its service, or is that of the OAuth client. It cannot be set here.',
  );
}
