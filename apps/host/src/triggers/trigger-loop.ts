import { setTimeout as sleep } from 'node:timers/promises';
import { ActionNotFoundError } from '@mortise/runtime';
import { isMortiseError } from '@mortise/sdk';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { HostLog } from '../observability/host-log.ts';
import { Deliveries } from '../webhooks/deliveries.ts';
import { WebhookAddress } from '../webhooks/webhook-address.ts';
import { WebhookSubscriptions } from '../webhooks/webhook-subscriptions.ts';
import { LeftToOthers } from './left-to-others.ts';
import { Polling } from './polling.ts';
import { ScheduleFiring } from './schedule-firing.ts';
import { problemOf } from './trigger-problem.ts';
import { readTriggerStep } from './trigger-step.ts';
import { type DueTrigger, TriggerStore } from './trigger-store.ts';
import { Triggers } from './triggers.ts';

/** How many are worked on at once. What asks services may take long, so it keeps no schedule waiting, and no tenant another. */
const shares = [
  { kinds: ['schedule'], most: 16, mostOfTenant: 16 },
  { kinds: ['poll', 'webhook'], most: 16, mostOfTenant: 8 },
];
const restMs = 250;
const longestFaultRestMs = 5000;
const strayCheckMs = 30_000;
const sweepMs = 60 * 60 * 1000;
const firstDelayMs = 2000;
const longestDelayMs = 60 * 60 * 1000;
/** To find out that a plugin is there again asks nobody. */
const longestMissingMs = 30_000;
const stopGraceMs = 10_000;

/** Does what is due for triggers, as every host on the database does. */
@Injectable()
export class TriggerLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #underWay = new Map<string, { readonly trigger: DueTrigger; readonly working: Promise<void> }>();
  readonly #stopping = new AbortController();
  readonly #cutOff = new AbortController();
  #loop: Promise<void> | undefined;
  #lastStrayCheck = 0;
  #lastSweep = 0;
  #isAddressNoted = false;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: TriggerStore,
    private readonly triggers: Triggers,
    private readonly schedules: ScheduleFiring,
    private readonly polling: Polling,
    private readonly subscriptions: WebhookSubscriptions,
    private readonly address: WebhookAddress,
    private readonly deliveries: Deliveries,
    private readonly others: LeftToOthers,
    private readonly log: HostLog,
  ) {}

  onApplicationBootstrap(): void {
    this.#loop = this.#run();
  }

  /** Begins nothing more, and waits for what is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    const timer = setTimeout(() => this.#cutOff.abort(), stopGraceMs);
    await Promise.all([...this.#underWay.values()].map(({ working }) => working));
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    let faults = 0;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#turn();
        faults = 0;
      } catch (error) {
        this.log.fault(error);
        faults++;
      }
      const ms = faults === 0 ? restMs : Math.min(longestFaultRestMs, restMs * 2 ** faults);
      // Only the end of the host cuts it short.
      await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #turn(): Promise<void> {
    const now = await this.store.now();
    await this.#sweep(now);
    for (const share of shares) await this.#beginDue(share, now);
  }

  async #beginDue({ kinds, most, mostOfTenant }: (typeof shares)[number], now: Date): Promise<void> {
    const ofTenant = new Map<string, number>();
    let free = most;
    for (const { trigger } of this.#underWay.values()) {
      if (!kinds.includes(trigger.kind)) continue;
      ofTenant.set(trigger.tenant, (ofTenant.get(trigger.tenant) ?? 0) + 1);
      free--;
    }
    if (free <= 0) return;
    const exceptTenants = [...ofTenant].flatMap(([tenant, count]) => (count < mostOfTenant ? [] : [tenant]));
    const except = { exceptTenants, exceptIds: this.others.ids(now) };
    for (const trigger of await this.store.due({ kinds, ...except, limit: free }, now)) {
      const count = ofTenant.get(trigger.tenant) ?? 0;
      if (count >= mostOfTenant || this.#underWay.has(trigger.id) || this.others.has(trigger, now)) continue;
      ofTenant.set(trigger.tenant, count + 1);
      this.#begin(trigger, now);
    }
  }

  /** Also looks, now and then, for what is left behind and what is no longer needed. */
  async #sweep(now: Date): Promise<void> {
    if (!this.#isAddressNoted && this.address.isKnown) {
      this.#isAddressNoted = true;
      await this.subscriptions.noteAddress();
    }
    if (now.getTime() - this.#lastStrayCheck >= strayCheckMs) {
      this.#lastStrayCheck = now.getTime();
      await this.triggers.followStray();
    }
    if (now.getTime() - this.#lastSweep < sweepMs) return;
    this.#lastSweep = now.getTime();
    const deliveries = await this.deliveries.forget(now);
    if (deliveries > 0) this.log.info('deliveries forgotten', { deliveries });
  }

  #begin(trigger: DueTrigger, now: Date): void {
    const working = this.#work(trigger, now)
      .catch((error: unknown) => this.#postpone(trigger, error))
      .catch((error: unknown) => this.log.fault(error))
      .finally(() => this.#underWay.delete(trigger.id));
    this.#underWay.set(trigger.id, { trigger, working });
  }

  async #work(trigger: DueTrigger, now: Date): Promise<void> {
    const step = readTriggerStep(trigger.facts);
    switch (step.kind) {
      case 'schedule':
        return this.schedules.work(trigger, step, now);
      case 'poll':
        return this.polling.work(trigger, step, this.#cutOff.signal, now);
      case 'webhook':
        return this.subscriptions.work(trigger, step, this.#cutOff.signal);
    }
  }

  /** Tries again later, each time in a row a longer while. What has changed it in the meantime comes first. */
  async #postpone(before: DueTrigger, thrown: unknown): Promise<void> {
    if (!isMortiseError(thrown)) this.log.fault(thrown);
    const trigger = await this.store.find(before.tenant, before.id);
    // It was taken by this host at most once since it was read; any other change makes the failure one of the past.
    if (!trigger || trigger.fence > before.fence + 1 || trigger.version !== before.version) return;
    const now = await this.store.now();
    const failures = before.failures + 1;
    const longestMs = thrown instanceof ActionNotFoundError ? longestMissingMs : longestDelayMs;
    const delayMs = Math.min(longestMs, firstDelayMs * 2 ** Math.min(failures - 1, 20)) * (0.75 + Math.random() / 4);
    const askedForMs = isMortiseError(thrown) ? (thrown.retryAfterMs ?? 0) : 0;
    await this.store.settle(this.database, trigger, {
      failures,
      problem: JSON.stringify(problemOf(thrown, now)),
      held_until: new Date(now.getTime() + Math.max(delayMs, askedForMs)).toISOString(),
    });
  }
}
