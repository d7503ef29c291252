import { type Limit, sameLimit } from '@mortise/sdk';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';
import { SentRequests, StoredWindow } from './sent-requests.ts';

/** An account, or all of an application, with the limits that hold for it. */
export interface BudgetKey {
  readonly key: string;
  readonly revision: string;
  readonly limits: readonly Limit[];
}

/** One request that wants to be sent. */
export interface Ask {
  /** All of them have to have room. */
  readonly budgets: readonly BudgetKey[];
  /** How long it can wait. */
  readonly patienceMs: number;
}

/** `granted` may be sent now and is counted; `later` in so many milliseconds at the earliest, `never` where that is too long. */
export interface Answer {
  readonly answer: 'granted' | 'later' | 'never';
  readonly waitMs: number;
}

export interface Hold {
  readonly key: string;
  readonly revision: string;
  readonly kind: string;
  readonly forMs: number;
}

const Windows = z.array(StoredWindow);
const Holds = z.record(z.string(), z.number());

/** Budgets in the database. Waits are told as spans, and times are those of the database: hosts' clocks need not agree. */
export class BudgetStore {
  readonly #database: Kysely<Tables>;
  readonly #isShared: boolean;

  constructor(database: Kysely<Tables>, isShared: boolean) {
    this.#database = database;
    this.#isShared = isShared;
  }

  /** Answers those who ask, the first of them first. What is granted is counted on all hosts before this returns. */
  draw(asks: readonly Ask[]): Promise<Answer[]> {
    return this.#database.transaction().execute(async (transaction) => {
      const keys = together(asks.flatMap(({ budgets }) => budgets));
      const rows = await this.#lock(transaction, [...keys.keys()]);
      const now = await this.#now(transaction);
      const budgets = new Map([...keys].map(([key, budget]) => [key, new Budget(budget, rows.get(key), now)]));
      const budgetsOf = (ask: Ask) => ask.budgets.flatMap(({ key }) => budgets.get(key) ?? []);
      const answers = asks.map((ask) => answer(ask, budgetsOf(ask), now));
      for (const [key, budget] of budgets) {
        if (!budget.hasChanged) continue;
        await transaction.updateTable('rate_budgets').set(budget.row(now)).where('key', '=', key).execute();
      }
      return answers;
    });
  }

  /** Notes that the service of an account wants no requests of a kind for a while. */
  async hold({ key, revision, kind, forMs }: Hold): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const row = (await this.#lock(transaction, [key])).get(key);
      const now = await this.#now(transaction);
      const known = row?.revision === revision ? Holds.parse(JSON.parse(row.holds)) : {};
      const holds = Object.fromEntries(Object.entries(known).filter(([, until]) => until > now));
      holds[kind] = Math.max(holds[kind] ?? 0, Math.round(now + forMs));
      const held_until = Math.max(...Object.values(holds));
      await transaction
        .updateTable('rate_budgets')
        .set({
          revision,
          holds: JSON.stringify(holds),
          held_until,
          forgotten_at: Math.max(held_until, Number(row?.forgotten_at ?? 0)),
          ...(row?.revision !== revision && { windows: '[]' }),
        })
        .where('key', '=', key)
        .execute();
    });
  }

  /** What services want nothing of at this moment. */
  async holds(): Promise<Hold[]> {
    const now = await this.#now(this.#database);
    const rows = await this.#database
      .selectFrom('rate_budgets')
      .select(['key', 'revision', 'holds'])
      .where('held_until', '>', Math.round(now))
      .execute();
    return rows.flatMap(({ key, revision, holds }) =>
      Object.entries(Holds.parse(JSON.parse(holds))).flatMap(([kind, until]) =>
        until > now ? [{ key, revision, kind, forMs: until - now }] : [],
      ),
    );
  }

  async forget(key: string): Promise<void> {
    await this.#database.deleteFrom('rate_budgets').where('key', '=', key).execute();
  }

  /** Deletes the rows that say nothing any more. */
  async sweep(): Promise<void> {
    const now = Math.round(await this.#now(this.#database));
    await this.#database.deleteFrom('rate_budgets').where('forgotten_at', '<', now).execute();
  }

  /** The rows of these keys, held until the end of the transaction, in one order on all hosts. */
  async #lock(transaction: Kysely<Tables>, keys: readonly string[]) {
    if (keys.length === 0) return new Map<string, BudgetRow>();
    const sorted = [...keys].sort();
    const rows = sorted.map((key) => ({ key, revision: '', windows: '[]', holds: '{}', held_until: 0, forgotten_at: 0 }));
    const found = await transaction
      .insertInto('rate_budgets')
      .values(rows)
      // Changes nothing, but holds those that are there.
      .onConflict((conflict) => conflict.column('key').doUpdateSet((row) => ({ key: row.ref('excluded.key') })))
      .returningAll()
      .execute();
    return new Map(found.map((row): [string, BudgetRow] => [row.key, row]));
  }

  async #now(database: Kysely<Tables>): Promise<number> {
    if (!this.#isShared) return Date.now();
    const { rows } = await sql<{ now: number | string }>`SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now`.execute(
      database,
    );
    return Number(rows[0]?.now ?? Date.now());
  }
}

/** PostgreSQL gives large numbers as texts. */
type BudgetRow = Record<'held_until' | 'forgotten_at', number | string> & Record<'revision' | 'windows' | 'holds', string>;

/** A row that is drawn from: what is counted, and beside it what those who wait are going to take. */
class Budget {
  readonly #revision: string;
  readonly #isSame: boolean;
  readonly #heldUntil: number;
  readonly #counted: readonly SentRequests[];
  readonly #planned: readonly SentRequests[];
  readonly #isKnown: (window: SentRequests) => boolean;
  hasChanged = false;

  constructor({ revision, limits }: BudgetKey, row: BudgetRow | undefined, now: number) {
    this.#revision = revision;
    const isSame = row?.revision === revision;
    this.#isSame = isSame;
    this.#heldUntil = isSame ? Number(row.held_until) : 0;
    const stored = isSame ? Windows.parse(JSON.parse(row.windows)) : [];
    // Another version of the plugin may know other limits, and goes on counting under them.
    const fresh = limits.filter((limit) => !stored.some((window) => sameLimit(window.limit, limit)));
    const windows = [...stored, ...fresh.map((limit) => ({ limit, entries: [] }))];
    this.#counted = windows.map((window) => new SentRequests(window));
    this.#planned = windows.map((window) => new SentRequests(new SentRequests(window).stored(now)));
    this.#isKnown = (window) => limits.some((limit) => sameLimit(limit, window.limit));
  }

  freeAt(now: number): number {
    return this.#planned.reduce((latest, window) => (this.#isKnown(window) ? Math.max(latest, window.freeAt(now)) : latest), now);
  }

  take(now: number): void {
    this.hasChanged = true;
    for (const window of [...this.#counted, ...this.#planned]) window.take(now);
  }

  plan(at: number): void {
    for (const window of this.#planned) window.take(at);
  }

  row(now: number) {
    const kept = this.#counted.filter(({ forgottenAt }) => forgottenAt > now);
    const forgottenAt = kept.reduce((latest, window) => Math.max(latest, window.forgottenAt), this.#heldUntil);
    return {
      revision: this.#revision,
      windows: JSON.stringify(kept.map((window) => window.stored(now))),
      forgotten_at: Math.ceil(forgottenAt),
      ...(!this.#isSame && { holds: '{}', held_until: 0 }),
    };
  }
}

/** Two versions of a plugin may know different limits of one account; all of them hold. */
function together(budgets: readonly BudgetKey[]): Map<string, BudgetKey> {
  const byKey = new Map<string, BudgetKey>();
  for (const budget of budgets) {
    const known = byKey.get(budget.key)?.limits ?? [];
    const others = known.filter((limit) => !budget.limits.some((each) => sameLimit(each, limit)));
    byKey.set(budget.key, { ...budget, limits: [...budget.limits, ...others] });
  }
  return byKey;
}

function answer({ patienceMs }: Ask, budgets: readonly Budget[], now: number): Answer {
  const freeAt = budgets.reduce((latest, budget) => Math.max(latest, budget.freeAt(now)), now);
  const waitMs = freeAt - now;
  if (waitMs <= 0) {
    for (const budget of budgets) budget.take(now);
    return { answer: 'granted', waitMs: 0 };
  }
  if (waitMs > patienceMs) return { answer: 'never', waitMs };
  for (const budget of budgets) budget.plan(freeAt);
  return { answer: 'later', waitMs };
}
