import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable, type Updateable } from 'kysely';
import { isStorable } from '../database/storable-text.ts';
import type { Tables } from '../database/tables.ts';
import type { WebhooksTable } from '../database/trigger-tables.ts';
import { hashOf, randomSecret } from '../security/hash.ts';
import type { TriggerRow } from '../triggers/trigger-store.ts';
import type { TriggerQuery } from '../triggers/trigger-view.ts';
import { WebhookSeal, type WebhookSecrets } from './webhook-seal.ts';

type WebhookColumns = Selectable<WebhooksTable>;
const triggerColumns = ['process', 'step', 'version', 'facts', 'state', 'due_at', 'problem'] as const;

/** A webhook with what is known of its trigger. */
export type WebhookRow = WebhookColumns & Pick<TriggerRow, (typeof triggerColumns)[number]>;

/** The rows of webhooks. Every query names the tenant, but for the one that finds out whose an address is. */
@Injectable()
export class WebhookStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly seal: WebhookSeal,
  ) {}

  /** With an address that nobody can guess. */
  async insert(database: Kysely<Tables>, tenant: string, id: string): Promise<void> {
    const token = randomSecret();
    const data_key = await this.seal.create(tenant, id);
    const secrets = await this.seal.seal({ tenant, id, data_key }, { token });
    await database
      .insertInto('webhooks')
      .values({ tenant, id, token_hash: hashOf(token), data_key, secrets, has_secret: 0, subscription: null, last_call: null })
      .execute();
  }

  /** Whoever knows the last part of its address has found it, whichever tenant it belongs to. */
  findByToken(token: string): Promise<WebhookRow | undefined> {
    return this.#all().where('webhooks.token_hash', '=', hashOf(token)).executeTakeFirst();
  }

  async find(tenant: string, id: string): Promise<WebhookRow | undefined> {
    if (!isStorable(id)) return undefined;
    return this.#all().where('webhooks.tenant', '=', tenant).where('webhooks.id', '=', id).executeTakeFirst();
  }

  /** Those that a service knows of; of all tenants where none is named. */
  subscribed(tenant?: string): Promise<WebhookRow[]> {
    return this.#all()
      .where('webhooks.subscription', 'is not', null)
      .$if(tenant !== undefined, (query) => query.where('webhooks.tenant', '=', tenant ?? ''))
      .execute();
  }

  list(tenant: string, { process, before, limit }: TriggerQuery): Promise<WebhookRow[]> {
    return this.#all()
      .where('webhooks.tenant', '=', tenant)
      .where('triggers.state', '!=', 'ended')
      .$if(process !== undefined, (query) => query.where('triggers.process', '=', process ?? ''))
      .$if(before !== undefined, (query) => query.where('webhooks.id', '<', before ?? ''))
      .orderBy('webhooks.id', 'desc')
      .limit(limit)
      .execute();
  }

  /** Replaces the secrets that were read, and says whether they still were what is stored. */
  async replaceSecrets(
    row: Pick<WebhookColumns, 'tenant' | 'id' | 'data_key' | 'secrets'>,
    secrets: WebhookSecrets,
  ): Promise<boolean> {
    const sealed = await this.seal.seal(row, secrets);
    const { numUpdatedRows } = await this.database
      .updateTable('webhooks')
      .set({ secrets: sealed, has_secret: secrets.secret === undefined ? 0 : 1 })
      .where('tenant', '=', row.tenant)
      .where('id', '=', row.id)
      .where('secrets', '=', row.secrets)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async update(database: Kysely<Tables>, tenant: string, id: string, change: Updateable<WebhooksTable>): Promise<void> {
    await database.updateTable('webhooks').set(change).where('tenant', '=', tenant).where('id', '=', id).execute();
  }

  /** With its trigger and its deliveries. */
  async delete(database: Kysely<Tables>, tenant: string, id: string): Promise<void> {
    await database.deleteFrom('webhook_deliveries').where('tenant', '=', tenant).where('webhook', '=', id).execute();
    await database.deleteFrom('webhook_events').where('tenant', '=', tenant).where('webhook', '=', id).execute();
    await database.deleteFrom('webhooks').where('tenant', '=', tenant).where('id', '=', id).execute();
    await database.deleteFrom('triggers').where('tenant', '=', tenant).where('id', '=', id).execute();
  }

  #all() {
    return this.database
      .selectFrom('webhooks')
      .innerJoin('triggers', (join) =>
        join.onRef('triggers.id', '=', 'webhooks.id').onRef('triggers.tenant', '=', 'webhooks.tenant'),
      )
      .selectAll('webhooks')
      .select(triggerColumns);
  }
}
