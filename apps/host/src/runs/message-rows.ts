import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { Contents } from './contents.ts';
import { type Follower, type HopResult, type Kept, type MessageRow, type MessageState, withAttempt } from './message.ts';

type Writer = Transaction<Tables>;

/** Where messages belong. */
export interface RunPlace {
  readonly tenant: string;
  readonly id: string;
  readonly process: string;
}

/** A message that is going to be, with its number in its run. */
export interface NumberedFollower {
  readonly follower: Follower;
  readonly number: number;
}

const rowsAtOnce = 500;

/** Writes messages into their table, many with each statement. */
export class MessageRows {
  readonly #contents = new Contents();

  /** Those that are there already stay as they are. */
  async insert(transaction: Writer, run: RunPlace, followers: readonly NumberedFollower[], now: string): Promise<void> {
    const rows: MessageRow[] = [];
    for (const each of followers) rows.push(await this.#row(transaction, run, each, now));
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      await transaction
        .insertInto('messages')
        .values(rows.slice(at, at + rowsAtOnce))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
  }

  /** One statement for all: the rows are there, so every insert becomes an update. */
  async update(transaction: Writer, results: readonly HopResult[], now: string): Promise<void> {
    const rows: MessageRow[] = [];
    for (const { hop, attempt, input, outcome } of results) {
      const { message } = hop;
      const place = { tenant: message.tenant, run: message.run };
      const output = 'output' in outcome ? outcome.output : keptIn(outcome);
      const isToGoOn = message.output !== null;
      rows.push({
        ...message,
        // Stays as it is in the table, so it need not be sent there again.
        data: '',
        trail: '',
        state: outcome.state satisfies MessageState,
        input: input === undefined ? (isToGoOn ? message.input : null) : await this.#contents.put(transaction, place, input),
        output:
          output === undefined ? (isEnd(outcome) ? null : message.output) : await this.#contents.put(transaction, place, output),
        attempts: withAttempt(message.attempts, attempt),
        error: outcome.state === 'failed' ? outcome.code : null,
        started_at: message.started_at ?? attempt.at,
        ended_at: outcome.state === 'waiting' ? null : now,
      });
    }
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      await transaction
        .insertInto('messages')
        .values(rows.slice(at, at + rowsAtOnce))
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((value) => ({
            state: value.ref('excluded.state'),
            input: value.ref('excluded.input'),
            output: value.ref('excluded.output'),
            attempts: value.ref('excluded.attempts'),
            error: value.ref('excluded.error'),
            started_at: value.ref('excluded.started_at'),
            ended_at: value.ref('excluded.ended_at'),
          })),
        )
        .execute();
    }
  }

  /** Marks messages that nobody will work on any more. */
  async cancel(transaction: Writer, tenant: string, ids: readonly string[], now: string): Promise<void> {
    if (ids.length === 0) return;
    await transaction
      .updateTable('messages')
      .set({ state: 'cancelled' satisfies MessageState, ended_at: now })
      .where('tenant', '=', tenant)
      .where('id', 'in', ids)
      .where('state', '=', 'waiting')
      .execute();
  }

  async #row(transaction: Writer, run: RunPlace, { follower, number }: NumberedFollower, now: string): Promise<MessageRow> {
    const { tenant, id: runId, process } = run;
    const { id, step, parent, data, cursor, batch, position, trail, version, sequence = null } = follower;
    return {
      tenant,
      id,
      run: runId,
      process,
      version,
      number,
      step,
      parent,
      position,
      sequence,
      state: 'waiting' satisfies MessageState,
      data: await this.#contents.put(transaction, { tenant, run: runId }, data),
      cursor: cursor ? JSON.stringify(cursor) : null,
      batch,
      trail: JSON.stringify(trail),
      input: null,
      output: null,
      attempts: '[]',
      error: null,
      created_at: now,
      replayed_at: null,
      started_at: null,
      ended_at: null,
    };
  }
}

function keptIn(outcome: HopResult['outcome']): Kept | undefined {
  return 'kept' in outcome ? outcome.kept : undefined;
}

/** Whether the message is done with, so that nothing has to be kept for another attempt. */
function isEnd({ state }: HopResult['outcome']): boolean {
  return state !== 'failed' && state !== 'waiting';
}
