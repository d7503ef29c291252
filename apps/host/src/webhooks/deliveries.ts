import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { WebhookDeliveriesTable, WebhookEventsTable } from '../database/trigger-tables.ts';

export type DeliveryRow = Selectable<WebhookDeliveriesTable>;

const listedColumns = ['id', 'delivery_id', 'received_at', 'runs', 'other_bodies'] as const;
/** Without what was delivered. */
export type ListedDelivery = Pick<DeliveryRow, (typeof listedColumns)[number]>;

/**
 * How long a delivery is remembered. Services send one again for up to three days; a day more leaves room for clocks that differ
 * and for whoever wants to look at it.
 */
const keptMs = 4 * 24 * 60 * 60 * 1000;
const removedAtOnce = 1000;

/** Deliveries that were accepted. Every query names the tenant, but for the one that removes what is old. */
@Injectable()
export class Deliveries {
  constructor(private readonly database: Kysely<Tables>) {}

  async has(tenant: string, webhook: string, key: string): Promise<boolean> {
    return (await this.#one(tenant, webhook, key)) !== undefined;
  }

  /** Says whether it is the first of its kind: of copies that arrive at the same moment only one is. */
  async insert(database: Kysely<Tables>, row: DeliveryRow): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('webhook_deliveries')
      .values(row)
      .onConflict((conflict) => conflict.columns(['webhook', 'key']).doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  /** Remembers events of a delivery, and gives the keys of those that no delivery before has brought. */
  async insertEvents(
    database: Kysely<Tables>,
    keys: Iterable<string>,
    event: Omit<WebhookEventsTable, 'key'>,
  ): Promise<ReadonlySet<string>> {
    const fresh = new Set<string>();
    // In one order for all: two deliveries with the same events would otherwise wait for each other.
    for (const key of [...new Set(keys)].sort()) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('webhook_events')
        .values({ ...event, key })
        .onConflict((conflict) => conflict.columns(['webhook', 'key']).doNothing())
        .executeTakeFirst();
      if ((numInsertedOrUpdatedRows ?? 0n) > 0n) fresh.add(key);
    }
    return fresh;
  }

  async replaceRuns(database: Kysely<Tables>, { tenant, id }: Pick<DeliveryRow, 'tenant' | 'id'>, runs: readonly string[]) {
    await database
      .updateTable('webhook_deliveries')
      .set({ runs: JSON.stringify(runs) })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute();
  }

  /** Notes that it came again, and says whether with the same body. */
  async isSameAgain(tenant: string, webhook: string, key: string, bodyHash: string): Promise<boolean> {
    const known = await this.#one(tenant, webhook, key);
    if (!known || known.body_hash === bodyHash) return true;
    await this.database
      .updateTable('webhook_deliveries')
      .set((value) => ({ other_bodies: value('other_bodies', '+', 1) }))
      .where('tenant', '=', tenant)
      .where('id', '=', known.id)
      .execute();
    return false;
  }

  /** The newest first. */
  list(tenant: string, webhook: string, { before, limit }: { readonly before?: string | undefined; readonly limit: number }) {
    const rows = this.database
      .selectFrom('webhook_deliveries')
      .select(listedColumns)
      .where('tenant', '=', tenant)
      .where('webhook', '=', webhook);
    return (before === undefined ? rows : rows.where('id', '<', before)).orderBy('id', 'desc').limit(limit).execute();
  }

  find(tenant: string, webhook: string, id: string): Promise<DeliveryRow | undefined> {
    return this.database
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('webhook', '=', webhook)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** Forgets those that are older than they are kept, with their events, of all tenants, and says how many. */
  async forget(now: Date): Promise<number> {
    const before = new Date(now.getTime() - keptMs).toISOString();
    await this.database.deleteFrom('webhook_events').where('received_at', '<', before).execute();
    let removed = 0;
    for (let more = true; more; ) {
      const { numDeletedRows } = await this.database
        .deleteFrom('webhook_deliveries')
        .where('id', 'in', (query) =>
          query.selectFrom('webhook_deliveries').select('id').where('received_at', '<', before).limit(removedAtOnce),
        )
        .executeTakeFirst();
      removed += Number(numDeletedRows);
      more = numDeletedRows >= BigInt(removedAtOnce);
    }
    return removed;
  }

  #one(tenant: string, webhook: string, key: string) {
    return this.database
      .selectFrom('webhook_deliveries')
      .select(['id', 'body_hash'])
      .where('tenant', '=', tenant)
      .where('webhook', '=', webhook)
      .where('key', '=', key)
      .executeTakeFirst();
  }
}
