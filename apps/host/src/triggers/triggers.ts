import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Kysely, sql, type Transaction } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { Tables } from '../database/tables.ts';
import { HostLog } from '../observability/host-log.ts';
import { publishedDocument } from '../processes/process-versions.ts';
import { SharedClock } from '../queue/shared-clock.ts';
import { WebhookStore } from '../webhooks/webhook-store.ts';
import { nextSlot } from './slots.ts';
import { asksTheSame, readTriggerStep, type TriggerStep, triggerStepsOf } from './trigger-step.ts';
import type { TriggerRow, TriggerState } from './trigger-store.ts';

type Writer = Transaction<Tables>;

/** A process as its triggers have to be. */
interface Followed {
  readonly tenant: string;
  readonly process: string;
  readonly version: number;
  readonly state: TriggerState;
}

const strayAtOnce = 100;

/**
 * Keeps schedules, polls and webhooks in step with the published versions of processes. It only writes down what shall be; the
 * {@link TriggerLoop} of any host sees to it.
 */
@Injectable()
export class Triggers {
  readonly #isShared: boolean;
  readonly #clock: SharedClock;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly webhooks: WebhookStore,
    private readonly log: HostLog,
    @Inject(configurationToken) { databaseUrl }: Configuration,
  ) {
    this.#isShared = databaseUrl !== undefined;
    this.#clock = new SharedClock(this.#isShared);
  }

  /**
   * To be called after a process was published, paused, resumed or deleted; within the transaction that did so where one is given.
   * Calling it again changes nothing.
   */
  follow(tenant: string, process: string, transaction?: Writer): Promise<void> {
    return transaction
      ? this.#follow(transaction, tenant, process)
      : this.database.transaction().execute((own) => this.#follow(own, tenant, process));
  }

  /** Follows the processes that changed on a host which was ended before it could say so. */
  async followStray(): Promise<void> {
    const { rows } = await sql<{ tenant: string; process: string }>`
      SELECT processes.tenant, processes.id AS process FROM processes
      LEFT JOIN followed_processes ON followed_processes.tenant = processes.tenant AND followed_processes.process = processes.id
      WHERE (followed_processes.process IS NULL AND processes.published IS NOT NULL)
        OR COALESCE(followed_processes.version, 0) <> COALESCE(processes.published, 0)
        OR followed_processes.state <> processes.state
      UNION ALL
      SELECT followed_processes.tenant, followed_processes.process FROM followed_processes
      WHERE NOT EXISTS (
        SELECT 1 FROM processes WHERE processes.tenant = followed_processes.tenant AND processes.id = followed_processes.process
      )
      LIMIT ${strayAtOnce}
    `.execute(this.database);
    for (const { tenant, process } of rows) {
      // One that cannot be read keeps no other from being followed.
      await this.follow(tenant, process).catch((error: unknown) => this.log.fault(error));
    }
  }

  async #follow(transaction: Writer, tenant: string, process: string): Promise<void> {
    // Two hosts that follow at once do so one after the other, so the later sees what is there now.
    const row = await transaction
      .selectFrom('processes')
      .select(['published', 'state'])
      .where('tenant', '=', tenant)
      .where('id', '=', process)
      .$if(this.#isShared, (query) => query.forUpdate())
      .executeTakeFirst();
    const version = row?.published ?? null;
    const steps =
      version === null
        ? new Map<string, TriggerStep>()
        : triggerStepsOf(await publishedDocument(transaction, tenant, process, version));
    const known = await transaction
      .selectFrom('triggers')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('process', '=', process)
      .execute();
    const now = await this.#clock.now(transaction);
    for (const [step, facts] of steps) {
      const followed: Followed = { tenant, process, version: version ?? 0, state: row?.state === 'active' ? 'active' : 'paused' };
      const before = known.find((each) => each.step === step && each.kind === facts.kind);
      if (before) await change(transaction, followed, before, facts, now);
      else await this.#insert(transaction, followed, step, facts, now);
    }
    for (const trigger of known) {
      if (steps.get(trigger.step)?.kind !== trigger.kind && trigger.state !== 'ended') await end(transaction, trigger, now);
    }
    await note(transaction, tenant, process, row && { version, state: row.state });
  }

  async #insert(transaction: Writer, { tenant, process, version, state }: Followed, step: string, facts: TriggerStep, now: Date) {
    const id = randomUUID();
    await transaction
      .insertInto('triggers')
      .values({
        tenant,
        id,
        process,
        step,
        kind: facts.kind,
        version,
        facts: JSON.stringify(facts),
        state,
        due_at: firstDue(facts, state, now),
        held_until: null,
        fence: 0,
        failures: 0,
        problem: null,
        last_at: null,
        cursor: null,
      })
      .execute();
    if (facts.kind === 'webhook') await this.webhooks.insert(transaction, tenant, id);
  }
}

/** Whatever is being done for it at this moment is void: its fence goes on. */
async function change(
  transaction: Writer,
  { version, state }: Followed,
  before: TriggerRow,
  facts: TriggerStep,
  now: Date,
): Promise<void> {
  const text = JSON.stringify(facts);
  if (before.version === version && before.state === state && before.facts === text) return;
  const isSame = asksTheSame(readTriggerStep(before.facts), facts);
  // What went on undisturbed keeps its slot; a schedule that was paused does not catch up on the time in between.
  const goesOn = isSame && before.state === state && facts.kind !== 'webhook';
  await transaction
    .updateTable('triggers')
    .set({
      version,
      state,
      facts: text,
      due_at: goesOn ? before.due_at : firstDue(facts, state, now),
      held_until: null,
      fence: before.fence + 1,
      failures: 0,
      problem: null,
      ...(!isSame && { cursor: null }),
    })
    .where('tenant', '=', before.tenant)
    .where('id', '=', before.id)
    .execute();
}

/** A webhook has to be ended at its service first. */
async function end(transaction: Writer, { tenant, id, kind, fence }: TriggerRow, now: Date): Promise<void> {
  if (kind !== 'webhook') {
    await transaction.deleteFrom('triggers').where('tenant', '=', tenant).where('id', '=', id).execute();
    return;
  }
  await transaction
    .updateTable('triggers')
    .set({ state: 'ended', due_at: now.toISOString(), held_until: null, fence: fence + 1, failures: 0, problem: null })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute();
}

async function note(
  transaction: Writer,
  tenant: string,
  process: string,
  facts: { readonly version: number | null; readonly state: string } | undefined,
): Promise<void> {
  if (facts) {
    await transaction
      .insertInto('followed_processes')
      .values({ tenant, process, ...facts })
      .onConflict((conflict) => conflict.columns(['tenant', 'process']).doUpdateSet(facts))
      .execute();
    return;
  }
  await transaction.deleteFrom('followed_processes').where('tenant', '=', tenant).where('process', '=', process).execute();
}

/** A webhook that is paused has something to do as well: it leaves its service. */
function firstDue(facts: TriggerStep, state: TriggerState, now: Date): string | null {
  if (facts.kind === 'webhook') return now.toISOString();
  if (state !== 'active') return null;
  return facts.kind === 'poll' ? now.toISOString() : (nextSlot(facts, now)?.toISOString() ?? null);
}
