import { ActionNotFoundError, Runtime } from '@mortise/runtime';
import { isMortiseError } from '@mortise/sdk';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ExpressionBuilder, Kysely, type Selectable, type Transaction } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { RevocationsTable, Tables } from '../database/tables.ts';
import { HostLog } from '../observability/host-log.ts';
import { SharedClock } from '../queue/shared-clock.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import { OpenConnections } from './open-connections.ts';
import { revokeTokens } from './revoke-tokens.ts';

const lookEveryMs = 60_000;
/** Longer than a service may take to answer. */
const claimedMs = 60_000;
const askedAtOnce = 10;
const longestDelayMs = 6 * 60 * 60 * 1000;
/** About a day after the first. */
const lastAttempt = 12;

/** What is left of a connection's tokens, with the row that opens them. */
interface Owed extends Pick<Selectable<RevocationsTable>, 'attempts'> {
  readonly row: ConnectionRow;
}

/** Gives tokens out of use back to their service: also after a restart, and where the service was away. */
@Injectable()
export class Revocations implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #clock: SharedClock;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #isStopping = false;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: ConnectionStore,
    private readonly opened: OpenConnections,
    private readonly runtime: Runtime,
    private readonly log: HostLog,
    @Inject(configurationToken) { databaseUrl }: Configuration,
  ) {
    this.#clock = new SharedClock(databaseUrl !== undefined);
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
    this.#look();
  }

  onModuleDestroy(): void {
    this.#isStopping = true;
    clearInterval(this.#timer);
  }

  /** Within the transaction that takes the tokens of a row out of use, and before the row is deleted. */
  async owe(transaction: Transaction<Tables>, row: ConnectionRow): Promise<void> {
    if (row.tokens === null) return;
    const { data_key: _asItWasRead, ...connection } = row;
    const { tenant, id, token_version, application } = row;
    // Locks the row: a rotation of the master key that has passed it must not miss the copy.
    const current = await transaction
      .updateTable('connections')
      .set((value) => ({ data_key: value.ref('data_key') }))
      .where((value) => value.and({ tenant, id }))
      .returning('data_key')
      .executeTakeFirst();
    if (!current) return;
    await transaction
      .insertInto('revocations')
      .values({
        ...{ tenant, id, token_version, application, ...current },
        connection: JSON.stringify(connection),
        attempts: 0,
        due_at: this.#clock.in(claimedMs),
      })
      .execute();
  }

  /** To be called once that is durable. A service that does not take them now is asked again later. */
  async settle(row: ConnectionRow): Promise<void> {
    if (row.tokens !== null) await this.#attempt({ row, attempts: 0 });
  }

  /** Gives back what is due, each by one host. */
  async settleDue(): Promise<void> {
    for (;;) {
      const due = await this.#claimed();
      if (due.length === 0 || this.#isStopping) return;
      await Promise.all(due.map((owed) => this.#attempt(owed)));
      for (const { row } of due) {
        if (!(await this.store.find(row.tenant, row.id))) this.runtime.forgetConnection(row.id);
      }
    }
  }

  /** No more than are asked for at once, so that none of them is claimed by another host meanwhile. */
  async #claimed(): Promise<readonly Owed[]> {
    const rows = await this.database
      .updateTable('revocations')
      .set({ due_at: this.#clock.in(claimedMs) })
      .where((value) =>
        value(
          value.refTuple('tenant', 'id', 'token_version'),
          'in',
          value
            .selectFrom('revocations')
            .select(['tenant', 'id', 'token_version'])
            .where('due_at', '<=', this.#clock.in(0))
            .orderBy('due_at')
            .limit(askedAtOnce)
            .$asTuple('tenant', 'id', 'token_version'),
        ),
      )
      .returningAll()
      .execute();
    return rows.map(({ connection, data_key, attempts }) => ({ row: { ...JSON.parse(connection), data_key }, attempts }));
  }

  /** What is being asked for at the end of the host is asked for again by the next one. */
  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.settleDue()
      .catch((error: unknown) => {
        if (!this.#isStopping) this.log.fault(error);
      })
      .finally(() => {
        this.#isLooking = false;
      });
  }

  async #attempt({ row, attempts }: Owed): Promise<void> {
    const { tenant, id, token_version } = row;
    const failure = await this.#revoke(row);
    const isOver = failure === undefined || !failure.retryable || attempts + 1 >= lastAttempt;
    if (failure) {
      const next = isOver ? 'It is not asked again.' : 'It is asked again later.';
      this.log.warn(`The tokens of the connection ${id} were not given back to the service. ${failure.reason} ${next}`);
    }
    const isOwed = (value: ExpressionBuilder<Tables, 'revocations'>) => value.and({ tenant, id, token_version });
    const change = { attempts: attempts + 1, due_at: this.#clock.in(delayAfter(attempts)) };
    await (isOver
      ? this.database.deleteFrom('revocations').where(isOwed).execute()
      : this.database.updateTable('revocations').set(change).where(isOwed).execute());
  }

  async #revoke(row: ConnectionRow): Promise<{ readonly reason: string; readonly retryable: boolean } | undefined> {
    try {
      const tokens = await this.opened.tokensOf(row);
      if (tokens) await revokeTokens(await this.runtime.loginOf(await this.opened.open(row)), tokens);
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const isPassing = !isMortiseError(error) || error.retryable || error instanceof ActionNotFoundError;
      return { reason, retryable: isPassing };
    }
  }
}

function delayAfter(attempts: number): number {
  return Math.min(lookEveryMs * 2 ** attempts, longestDelayMs);
}
