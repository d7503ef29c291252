import { Injectable } from '@nestjs/common';
import { Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { readPlace } from '../http/list-page.ts';
import type { MessageRow } from './message.ts';
import type { MessagesQuery, RunsQuery } from './run-view.ts';

/** The columns of a message without its contents. */
export const factsOfMessage = [
  'tenant',
  'id',
  'run',
  'process',
  'version',
  'number',
  'step',
  'parent',
  'position',
  'sequence',
  'state',
  'cursor',
  'batch',
  'attempts',
  'error',
  'created_at',
  'replayed_at',
  'started_at',
  'ended_at',
] as const;

/** How many messages of a step are in a state. */
export interface StepCount {
  readonly step: string;
  readonly state: string;
  readonly amount: number;
  /** Of the messages counted, the first and the last that was made. */
  readonly first: number;
  readonly last: number;
}

/** Reads the history. Every list goes along an index, however much there is. */
@Injectable()
export class RunStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** The newest first. */
  list(tenant: string, { process, state, since, before, limit }: RunsQuery) {
    let query = this.#runs().where('runs.tenant', '=', tenant);
    if (process !== undefined) query = query.where('runs.process', '=', process);
    if (state !== undefined) query = query.where('runs.state', '=', state);
    if (since !== undefined) query = query.where('runs.started_at', '>=', new Date(since).toISOString());
    if (before !== undefined) {
      const { at, id } = readPlace(before);
      query = query.where(sql<boolean>`(runs.started_at, runs.id) < (${at}, ${id})`);
    }
    return query.orderBy('runs.started_at', 'desc').orderBy('runs.id', 'desc').limit(limit).execute();
  }

  find(tenant: string, id: string) {
    return this.#runs().where('runs.tenant', '=', tenant).where('runs.id', '=', id).executeTakeFirst();
  }

  /** The newest first. */
  messages(tenant: string, run: string, { step, state, before, limit }: MessagesQuery) {
    let query = this.database.selectFrom('messages').select(factsOfMessage).where('tenant', '=', tenant).where('run', '=', run);
    if (step !== undefined) query = query.where('step', '=', step);
    if (state !== undefined) query = query.where('state', '=', state);
    if (before !== undefined) query = query.where('number', '<', before);
    return query.orderBy('number', 'desc').limit(limit).execute();
  }

  message(tenant: string, id: string): Promise<MessageRow | undefined> {
    return this.database.selectFrom('messages').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst();
  }

  messageAt(tenant: string, run: string, number: number): Promise<MessageRow> {
    return this.database
      .selectFrom('messages')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('run', '=', run)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
  }

  /** The first of these messages that there is. */
  async firstOf(tenant: string, ids: readonly string[]): Promise<MessageRow | undefined> {
    if (ids.length === 0) return undefined;
    return this.database
      .selectFrom('messages')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('id', 'in', ids)
      .limit(1)
      .executeTakeFirst();
  }

  /** Counted along an index that holds all of it. */
  async stepCounts(tenant: string, run: string): Promise<StepCount[]> {
    const rows = await this.database
      .selectFrom('messages')
      .select(({ fn }) => [
        'step',
        'state',
        fn.countAll().as('amount'),
        fn.min('number').as('first'),
        fn.max('number').as('last'),
      ])
      .where('tenant', '=', tenant)
      .where('run', '=', run)
      .groupBy(['step', 'state'])
      .execute();
    return rows.map(({ step, state, amount, first, last }) => {
      return { step, state, amount: Number(amount), first: Number(first), last: Number(last) };
    });
  }

  #runs() {
    return this.database
      .selectFrom('runs')
      .leftJoin('processes', (join) =>
        join.onRef('processes.tenant', '=', 'runs.tenant').onRef('processes.id', '=', 'runs.process'),
      )
      .selectAll('runs')
      .select('processes.name as process_name');
  }
}
