import { createHash } from 'node:crypto';
import { Runtime } from '@mortise/runtime';
import {
  type Admission,
  admit,
  type ChallengeResponse,
  eventKeyOf,
  InputError,
  isMortiseError,
  ReportedError,
  type WebhookRequest,
} from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { DeliveryRefusedError } from '../errors/delivery-refused-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { HostLog } from '../observability/host-log.ts';
import { ProcessStore } from '../processes/process-store.ts';
import { ProcessEngine } from '../runs/process-engine.ts';
import { runIdOf } from '../triggers/run-id.ts';
import { readTriggerStep, type WebhookStep } from '../triggers/trigger-step.ts';
import { Deliveries, type DeliveryRow } from './deliveries.ts';
import { DeliveryLimit } from './delivery-limit.ts';
import { LastCalls } from './last-calls.ts';
import { checkDepth } from './payload-depth.ts';
import { Verification } from './verification.ts';
import { WebhookSeal } from './webhook-seal.ts';
import { type WebhookRow, WebhookStore } from './webhook-store.ts';

const pausedForMs = 5 * 60 * 1000;
const unavailableForMs = 60 * 1000;
/** Services wait for an answer for ten seconds or less. */
const readingTakesMs = 8000;
const acknowledged: ChallengeResponse = { status: 200, headers: {}, body: '' };

/** A run that an event starts, with what tells that event from others, where its service does. */
interface PlannedRun {
  readonly data: unknown;
  readonly run: string;
  readonly key: string | undefined;
}

type Delivery = Extract<Admission, { kind: 'delivery' }>;

/** Takes what services send. An answer of 2xx means that it lies in the database and cannot be lost. */
@Injectable()
export class WebhookIngress {
  readonly #limit = new DeliveryLimit();

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: WebhookStore,
    private readonly seal: WebhookSeal,
    private readonly verification: Verification,
    private readonly deliveries: Deliveries,
    private readonly calls: LastCalls,
    private readonly runtime: Runtime,
    private readonly engine: ProcessEngine,
    private readonly processes: ProcessStore,
    private readonly log: HostLog,
  ) {}

  /** Throws a NotFoundError, a DeliveryRefusedError, a WebhookSignatureError or a ReportedError; then nothing was started. */
  async receive(token: string, request: WebhookRequest): Promise<ChallengeResponse> {
    const row = await this.store.findByToken(token);
    if (!row || row.state === 'ended') {
      throw new NotFoundError('webhook_not_found', 'No webhook has this address. Enter its present one at the service.');
    }
    const waitMs = this.#limit.take(row.id, Date.now());
    if (waitMs !== undefined) {
      throw new DeliveryRefusedError('too_many_deliveries', 'Send it again later.', waitMs);
    }
    try {
      return await this.#receive(row, request);
    } catch (error) {
      const { code, detail } = isMortiseError(error) ? error.toJSON() : { code: 'internal', detail: 'The host has a fault.' };
      await this.calls.note(row, { result: 'refused', code, detail });
      throw error;
    }
  }

  async #receive(row: WebhookRow, request: WebhookRequest): Promise<ChallengeResponse> {
    const step = readTriggerStep(row.facts);
    if (step.kind !== 'webhook') throw new TypeError(`The step ${row.step} is no webhook.`);
    const admission = await this.#admit(row, step, request);
    switch (admission.kind) {
      case 'challenge':
        await this.#keepSecret(row, admission.secret);
        await this.calls.note(row, { result: 'challenge' });
        return admission.response;
      case 'ignored':
        await this.calls.note(row, { result: 'ignored', detail: admission.reason });
        return acknowledged;
      case 'duplicate':
        await this.#comesAgain(row, admission.deliveryId, request);
        return acknowledged;
      case 'delivery':
        checkDepth(admission.payload);
        if (row.state !== 'active') throw paused();
        await this.#accept(row, step, admission, request);
        return acknowledged;
    }
  }

  async #admit(row: WebhookRow, step: WebhookStep, request: WebhookRequest): Promise<Admission> {
    const facts = this.verification.factsOf(step);
    if (!facts) {
      throw new DeliveryRefusedError('webhook_unavailable', `No installed plugin offers ${step.action}.`, unavailableForMs);
    }
    const secrets = await this.seal.open(row);
    const secret = await this.verification.secretsOf(row.tenant, step, facts, secrets, new Date());
    const { verifyToken } = secrets;
    const seen = { has: (deliveryId: string) => this.deliveries.has(row.tenant, row.id, keyOf(deliveryId)) };
    try {
      return await admit(facts, request, { secret, seen, ...(verifyToken !== undefined && { verifyToken }) });
    } catch (error) {
      throw error instanceof InputError ? new ReportedError(error.toJSON()) : error;
    }
  }

  /** The delivery and the runs that it starts are there together, or not at all. */
  async #accept(row: WebhookRow, step: WebhookStep, { deliveryId, payload }: Delivery, request: WebhookRequest): Promise<void> {
    const { tenant, id: webhook, process, version, step: start } = row;
    const { action, version: plugin } = step;
    const events = await this.runtime.readEvents({ action, version: plugin, payload, timeoutMs: readingTakesMs });
    if (events.length === 0) {
      await this.calls.note(row, { result: 'ignored', detail: 'The delivery does not hold the event of this webhook.' });
      return;
    }
    const receivedAt = new Date();
    const key = keyOf(deliveryId);
    const planned = this.#plan(step, events, (index) => runIdOf(receivedAt, webhook, key, index));
    const isFirst = await this.database.transaction().execute(async (transaction) => {
      const delivery = {
        tenant,
        id: runIdOf(receivedAt, webhook, key),
        webhook,
        key,
        delivery_id: shownId(deliveryId),
        body_hash: bodyHashOf(request),
        payload: JSON.stringify(payload ?? null),
        runs: JSON.stringify(planned.map(({ run }) => run)),
        other_bodies: 0,
        received_at: receivedAt.toISOString(),
      };
      if (!(await this.deliveries.insert(transaction, delivery))) return false;
      // Whoever pauses it at this moment waits, and then finds the runs.
      if ((await this.processes.holdState(tenant, process, transaction)) !== 'active') throw paused();
      const fresh = await this.#freshOf(transaction, planned, delivery);
      const facts = { process, version, start, startedBy: 'webhook' };
      const runs = fresh.map(({ data, run: id }) => ({ ...facts, data, id }));
      await this.engine.startAllIn(transaction, tenant, runs);
      const result = fresh.length > 0 ? 'accepted' : 'duplicate';
      await this.calls.note(row, { result, deliveryId: delivery.delivery_id }, transaction);
      return true;
    });
    if (isFirst) this.engine.wake();
    else await this.#comesAgain(row, deliveryId, request);
  }

  /** What would be started for each event; of several with the same id, for the first. */
  #plan(step: WebhookStep, events: readonly unknown[], runOf: (index: number) => string): readonly PlannedRun[] {
    const facts = this.verification.factsOf(step) ?? {};
    const keys = new Set<string>();
    return events.flatMap((data, index) => {
      const named = eventKeyOf(facts, data);
      const key = named === undefined ? undefined : keyOf(named);
      if (key !== undefined && keys.has(key)) return [];
      if (key !== undefined) keys.add(key);
      return [{ data, run: runOf(index), key }];
    });
  }

  /** Without the events that came in a delivery before: services send one again in other company, and call that another delivery. */
  async #freshOf(
    transaction: Kysely<Tables>,
    planned: readonly PlannedRun[],
    { tenant, webhook, id, received_at }: DeliveryRow,
  ): Promise<readonly PlannedRun[]> {
    const keys = planned.flatMap(({ key }) => key ?? []);
    const freshKeys = await this.deliveries.insertEvents(transaction, keys, { tenant, webhook, received_at });
    if (freshKeys.size === keys.length) return planned;
    const fresh = planned.filter(({ key }) => key === undefined || freshKeys.has(key));
    const runs = fresh.map(({ run }) => run);
    await this.deliveries.replaceRuns(transaction, { tenant, id }, runs);
    return fresh;
  }

  /** It is acknowledged whatever is in it: its service would send it for ever. */
  async #comesAgain(row: WebhookRow, deliveryId: string, request: WebhookRequest): Promise<void> {
    if (await this.deliveries.isSameAgain(row.tenant, row.id, keyOf(deliveryId), bodyHashOf(request))) {
      await this.calls.note(row, { result: 'duplicate', deliveryId: shownId(deliveryId) });
      return;
    }
    this.log.warn(`The webhook ${row.id} was delivered "${shownId(deliveryId)}" again with another body. It was not taken.`);
    await this.calls.note(row, { result: 'other_body', deliveryId: shownId(deliveryId) });
  }

  /** One that the service has chosen. It has to be kept before the challenge is answered. */
  async #keepSecret(row: WebhookRow, secret: string | undefined): Promise<void> {
    if (secret === undefined) return;
    const secrets = await this.seal.open(row);
    if (await this.store.replaceSecrets(row, { ...secrets, secret })) return;
    throw new DeliveryRefusedError('webhook_unavailable', 'The webhook was changed at the same moment.', 1000);
  }
}

function paused(): DeliveryRefusedError {
  return new DeliveryRefusedError('webhook_paused', 'Resume the process, or send it again later.', pausedForMs);
}

/** Services name deliveries as they like, also with what no database would take. */
function keyOf(deliveryId: string): string {
  return createHash('sha256').update(deliveryId).digest('base64url');
}

function shownId(deliveryId: string): string {
  return deliveryId.replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
}

function bodyHashOf({ rawBody }: WebhookRequest): string {
  return createHash('sha256').update(rawBody).digest('base64url');
}
