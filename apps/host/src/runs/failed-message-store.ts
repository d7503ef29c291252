import { Injectable } from '@nestjs/common';
import { Kysely, type SelectQueryBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { readPlace } from '../http/list-page.ts';
import type { Cause, FailedMessageFilter, FailedMessagesQuery } from './failed-message-view.ts';
import type { MessageRow } from './message.ts';
import { factsOfMessage } from './run-store.ts';

/** Reads failed messages. Their indexes hold nothing else, so it does not matter how many others there are. */
@Injectable()
export class FailedMessageStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Those that failed last come first. */
  list(tenant: string, { before, limit, ...filter }: FailedMessagesQuery) {
    let query = narrowed(failed(this.database, tenant), filter)
      .leftJoin('processes', (join) =>
        join.onRef('processes.tenant', '=', 'messages.tenant').onRef('processes.id', '=', 'messages.process'),
      )
      .select(factsOfMessage.map((name) => `messages.${name}` as const))
      .select('processes.name as process_name');
    if (before !== undefined) {
      const { at, id } = readPlace(before);
      query = query.where(sql<boolean>`(messages.ended_at, messages.id) < (${at}, ${id})`);
    }
    return query.orderBy('messages.ended_at', 'desc').orderBy('messages.id', 'desc').limit(limit).execute();
  }

  find(tenant: string, id: string) {
    return failed(this.database, tenant)
      .innerJoin('runs', (join) => join.onRef('runs.tenant', '=', 'messages.tenant').onRef('runs.id', '=', 'messages.run'))
      .leftJoin('processes', (join) =>
        join.onRef('processes.tenant', '=', 'messages.tenant').onRef('processes.id', '=', 'messages.process'),
      )
      .selectAll('messages')
      .select(['processes.name as process_name', 'processes.state as process_state', 'processes.published'])
      .select(['runs.version as run_version', 'runs.state as run_state'])
      .where('messages.id', '=', id)
      .executeTakeFirst();
  }

  /** The most frequent first. */
  async causes(tenant: string, process: string | undefined): Promise<Cause[]> {
    let query = failed(this.database, tenant)
      .leftJoin('processes', (join) =>
        join.onRef('processes.tenant', '=', 'messages.tenant').onRef('processes.id', '=', 'messages.process'),
      )
      .select(({ fn }) => [
        'messages.process',
        'processes.name',
        'messages.step',
        'messages.error',
        fn.countAll().as('count'),
        fn.max('messages.ended_at').as('last'),
      ])
      .groupBy(['messages.process', 'processes.name', 'messages.step', 'messages.error']);
    if (process !== undefined) query = query.where('messages.process', '=', process);
    const rows = await query.orderBy('count', 'desc').limit(500).execute();
    return rows.flatMap(({ process, name, step, error, count, last }) => {
      if (last === null) return [];
      const names = { process, ...(name !== null && { processName: name }) };
      return [{ ...names, step, code: error ?? 'internal', count: Number(count), lastFailedAt: last }];
    });
  }

  async count(tenant: string, filter: FailedMessageFilter): Promise<number> {
    const query = narrowed(failed(this.database, tenant), filter).select(({ fn }) => fn.countAll().as('count'));
    const { count } = await query.executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Some of those that had failed by a time. */
  portion(
    transaction: Transaction<Tables>,
    tenant: string,
    filter: FailedMessageFilter,
    until: string,
    amount: number,
  ): Promise<MessageRow[]> {
    return narrowed(failed(transaction, tenant), filter)
      .selectAll('messages')
      .where('messages.ended_at', '<=', until)
      .orderBy('messages.ended_at')
      .orderBy('messages.id')
      .limit(amount)
      .execute();
  }

  /** The same without those that cannot be replayed at this time, since their run was cancelled, or their process is paused or gone. */
  replayable(transaction: Transaction<Tables>, tenant: string, filter: FailedMessageFilter, until: string, amount: number) {
    return narrowed(failed(transaction, tenant), filter)
      .innerJoin('runs', (join) => join.onRef('runs.tenant', '=', 'messages.tenant').onRef('runs.id', '=', 'messages.run'))
      .innerJoin('processes', (join) =>
        join.onRef('processes.tenant', '=', 'messages.tenant').onRef('processes.id', '=', 'messages.process'),
      )
      .selectAll('messages')
      .select('processes.published')
      .where('runs.state', '!=', 'cancelled')
      .where('processes.state', '!=', 'paused')
      .where('messages.ended_at', '<=', until)
      .orderBy('messages.ended_at')
      .orderBy('messages.id')
      .limit(amount)
      .execute();
  }

  /** Of all tenants. */
  async countByCode(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database
      .selectFrom('messages')
      .select(({ fn }) => ['error', fn.countAll().as('count')])
      .where('state', '=', sql.lit('failed'))
      .groupBy('error')
      .execute();
    return new Map(rows.map(({ error, count }) => [error ?? 'internal', Number(count)]));
  }
}

/** Written out, so that both engines see that their indexes of failed messages will do. */
function failed(database: Kysely<Tables>, tenant: string) {
  return database.selectFrom('messages').where('messages.tenant', '=', tenant).where('messages.state', '=', sql.lit('failed'));
}

function narrowed<Output>(
  query: SelectQueryBuilder<Tables, 'messages', Output>,
  { process, step, code, run }: FailedMessageFilter,
): SelectQueryBuilder<Tables, 'messages', Output> {
  let narrower = query;
  if (process !== undefined) narrower = narrower.where('messages.process', '=', process);
  if (step !== undefined) narrower = narrower.where('messages.step', '=', step);
  if (code !== undefined) narrower = narrower.where('messages.error', '=', code);
  if (run !== undefined) narrower = narrower.where('messages.run', '=', run);
  return narrower;
}
