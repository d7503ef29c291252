import { Runtime } from '@mortise/runtime';
import { createSigningSecret, isMortiseError, type WebhookFacts } from '@mortise/sdk';
import { Inject, Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { applicationOf } from '../actions/application-of.ts';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { HostLog } from '../observability/host-log.ts';
import { randomSecret } from '../security/hash.ts';
import type { WebhookStep } from '../triggers/trigger-step.ts';
import { type DueTrigger, type TriggerRow, TriggerStore } from '../triggers/trigger-store.ts';
import { Verification } from './verification.ts';
import { WebhookAddress } from './webhook-address.ts';
import { WebhookSeal, type WebhookSecrets } from './webhook-seal.ts';
import { type WebhookRow, WebhookStore } from './webhook-store.ts';

/** What was agreed with a service. */
const Agreement = z.object({
  id: z.string(),
  url: z.string(),
  action: z.string(),
  version: z.string().optional(),
  connection: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  /** Somebody wants another in its place. */
  isOutdated: z.boolean().optional(),
});
type Agreement = z.infer<typeof Agreement>;

const callTakesMs = 30_000;
/** After about two hours in which it could not be ended, a subscription of a step that is gone is left to its service. */
const longestEffort = 12;

/** Subscribes webhooks at their services, and ends what nobody needs any more. */
@Injectable()
export class WebhookSubscriptions {
  readonly #ownsDatabase: boolean;
  readonly #hasPublicUrl: boolean;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly triggers: TriggerStore,
    private readonly store: WebhookStore,
    private readonly seal: WebhookSeal,
    private readonly verification: Verification,
    private readonly connections: OpenConnections,
    private readonly runtime: Runtime,
    private readonly address: WebhookAddress,
    private readonly log: HostLog,
    @Inject(configurationToken) { databaseUrl, publicUrl }: Configuration,
  ) {
    this.#ownsDatabase = databaseUrl === undefined;
    this.#hasPublicUrl = publicUrl !== undefined;
  }

  /** Throws what the service or the plugin ended with; it is tried again. */
  async work(due: DueTrigger, step: WebhookStep, signal: AbortSignal): Promise<void> {
    // The host is about to listen.
    if (!this.address.isKnown) return;
    const trigger = await this.triggers.claim(due, await this.triggers.now());
    const row = trigger && (await this.store.find(trigger.tenant, trigger.id));
    if (!trigger || !row) return;
    if (trigger.state === 'ended') return this.#end(trigger, row, signal);
    const facts = this.verification.factsOf(step);
    if (trigger.state === 'active' && facts) await this.#prepare(row, facts);
    const secrets = await this.seal.open((await this.store.find(row.tenant, row.id)) ?? row);
    const url = this.address.of(secrets.token) ?? '';
    const wanted = trigger.state === 'active' && facts?.managed !== false ? agreementOf(step, url) : undefined;
    const present = readAgreement(row);
    if (present && !(wanted && isSame(present, wanted))) {
      await (present.isOutdated
        ? this.#unsubscribeIfPossible(trigger, present, signal)
        : this.#unsubscribe(row.tenant, present, signal));
      await this.#note(row, undefined, facts);
    }
    if (wanted && !(present && isSame(present, wanted))) await this.#subscribe(trigger, row, step, wanted, secrets, signal);
    await this.triggers.settle(this.database, trigger, { due_at: null, last_at: new Date().toISOString() });
  }

  /** Agrees with the service anew, whatever is agreed. */
  async renew(row: WebhookRow): Promise<void> {
    const present = readAgreement(row);
    if (present) {
      const outdated: Agreement = { ...present, isOutdated: true };
      await this.database
        .updateTable('webhooks')
        .set({ subscription: JSON.stringify(outdated) })
        .where('tenant', '=', row.tenant)
        .where('id', '=', row.id)
        .where('subscription', '=', row.subscription)
        .execute();
    }
    await this.triggers.wake(row.tenant, row.id);
  }

  /** Has the services told where this host is, if that has changed. Hosts that share a database agree on it by their public address. */
  async noteAddress(): Promise<void> {
    if (!this.#ownsDatabase && !this.#hasPublicUrl) return;
    for (const row of await this.store.subscribed()) {
      const { token } = await this.seal.open(row);
      if (row.state === 'active' && readAgreement(row)?.url !== this.address.of(token))
        await this.triggers.wake(row.tenant, row.id);
    }
  }

  /** Ends all of a tenant that is about to go. What cannot be ended is left to its service. */
  async endAll(tenant: string): Promise<void> {
    for (const row of await this.store.subscribed(tenant)) {
      const present = readAgreement(row);
      const ending = present && this.#unsubscribe(tenant, present, AbortSignal.timeout(callTakesMs));
      await ending?.catch((error: unknown) => this.#warn(present, error));
    }
  }

  /** What has to be known before the service is asked, so that trying again agrees on the same. */
  async #prepare(row: WebhookRow, { signature, signingSecret, challenge }: WebhookFacts): Promise<void> {
    const secrets = await this.seal.open(row);
    const isOurs = signingSecret === 'generated' && signature.scheme !== 'none';
    const wantsToken = challenge?.kind === 'echo-query' && challenge.token !== undefined;
    const complete: WebhookSecrets = {
      ...(isOurs && { secret: createSigningSecret(signature) }),
      ...(wantsToken && { verifyToken: randomSecret() }),
      ...secrets,
    };
    if (Object.keys(complete).length === Object.keys(secrets).length) return;
    if (!(await this.store.replaceSecrets(row, complete))) throw changedMeanwhile();
  }

  async #subscribe(
    trigger: TriggerRow,
    row: WebhookRow,
    step: WebhookStep,
    wanted: Omit<Agreement, 'id'>,
    { secret, verifyToken }: WebhookSecrets,
    signal: AbortSignal,
  ): Promise<void> {
    const call = await this.#callOf(row.tenant, wanted, signal);
    // The same for every attempt at this agreement, and another one for the next: services remember what they have answered to a key.
    const { id, secret: agreed } = await this.runtime.subscribe(
      { ...call, idempotencyKey: `${row.id}.${trigger.due_at}` },
      { url: wanted.url, ...(secret !== undefined && { secret }), ...(verifyToken !== undefined && { verifyToken }) },
    );
    const agreement: Agreement = { ...wanted, id };
    // Somebody paused or changed the process meanwhile, or this host was away for too long: what it has just made is nobody's.
    if (!(await this.triggers.isHeld(trigger))) {
      await this.#unsubscribe(row.tenant, agreement, signal);
      throw changedMeanwhile();
    }
    await this.#note(row, agreement, this.verification.factsOf(step), agreed);
  }

  async #end(trigger: TriggerRow, row: WebhookRow, signal: AbortSignal): Promise<void> {
    const present = readAgreement(row);
    if (present) await this.#unsubscribeIfPossible(trigger, present, signal);
    await this.database.transaction().execute(async (transaction) => {
      if (await this.triggers.settle(transaction, trigger, {})) await this.store.delete(transaction, row.tenant, row.id);
    });
  }

  #warn(agreement: Agreement | undefined, thrown: unknown): void {
    if (!isMortiseError(thrown)) this.log.fault(thrown);
    const reason = isMortiseError(thrown) ? thrown.message : 'The host has a fault.';
    this.log.warn(`The subscription ${agreement?.id} of ${agreement?.action} could not be ended. Remove it there. ${reason}`);
  }

  /** What cannot be ended is left to its service: at once where it refuses, else after a while. */
  async #unsubscribeIfPossible(trigger: TriggerRow, present: Agreement, signal: AbortSignal): Promise<void> {
    try {
      await this.#unsubscribe(trigger.tenant, present, signal);
    } catch (error) {
      if (!isMortiseError(error)) throw error;
      if (error.retryable && trigger.failures < longestEffort) throw error;
      this.#warn(present, error);
    }
  }

  async #unsubscribe(tenant: string, agreement: Agreement, signal: AbortSignal): Promise<void> {
    await this.runtime.unsubscribe(await this.#callOf(tenant, agreement, signal), agreement.id);
  }

  async #callOf(tenant: string, { action, version, connection, input }: Omit<Agreement, 'id'>, signal: AbortSignal) {
    const application = applicationOf(action);
    return {
      action,
      // What was agreed through a version that is gone is ended through the one that is there.
      version: this.verification.factsOf({ action, version }) ? version : undefined,
      input,
      connection: connection === undefined ? undefined : await this.connections.find(tenant, application, connection),
      timeoutMs: callTakesMs,
      maxAttempts: 1,
      tenant,
      signal,
    };
  }

  /** A secret that the service has chosen comes and goes with the subscription. */
  async #note(
    row: WebhookRow,
    agreement: Agreement | undefined,
    facts: WebhookFacts | undefined,
    secret?: string,
  ): Promise<void> {
    const present = await this.store.find(row.tenant, row.id);
    if (!present) throw changedMeanwhile();
    const { secret: before, ...secrets } = await this.seal.open(present);
    const isTheirs = facts?.signingSecret === 'returned';
    const kept = isTheirs ? (agreement ? (secret ?? before) : undefined) : before;
    if (
      kept !== before &&
      !(await this.store.replaceSecrets(present, { ...secrets, ...(kept !== undefined && { secret: kept }) }))
    ) {
      throw changedMeanwhile();
    }
    const subscription = agreement ? JSON.stringify(agreement) : null;
    await this.store.update(this.database, row.tenant, row.id, { subscription });
  }
}

export function readAgreement({ subscription }: Pick<WebhookRow, 'subscription'>): Agreement | undefined {
  return subscription === null ? undefined : Agreement.parse(JSON.parse(subscription));
}

function agreementOf({ action, version, connection, input }: WebhookStep, url: string): Omit<Agreement, 'id'> {
  return { url, action, version, connection, input };
}

/** The version of its plugin does not matter to the service. */
function isSame(one: Agreement, other: Omit<Agreement, 'id'>): boolean {
  if (one.isOutdated) return false;
  const key = ({ url, action, connection, input }: Omit<Agreement, 'id'>) => JSON.stringify([url, action, connection, input]);
  return key(one) === key(other);
}

function changedMeanwhile(): ConflictError {
  return new ConflictError('changed_meanwhile', 'The webhook was changed at the same moment. It is looked at again.');
}
