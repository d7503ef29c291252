import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';
import { type WebhookRow, WebhookStore } from './webhook-store.ts';

const results = ['accepted', 'duplicate', 'other_body', 'ignored', 'challenge', 'refused'] as const;

/** How a request to the address of a webhook ended. */
export const LastCall = z.strictObject({
  at: z.iso.datetime(),
  result: z.enum(results).meta({ description: 'other_body: the id of a delivery came again with another content' }),
  deliveryId: z.string().optional(),
  code: z.string().optional().meta({ description: 'Of the error that it was refused with, as in webhook_signature' }),
  detail: z.string().optional(),
});
export type LastCall = z.infer<typeof LastCall>;

/** Whoever calls an address without end must not make this host write without end. */
const notedEveryMs = 1000;
const mostKept = 10_000;

/** Remembers the last request to each webhook; of many in a row that ended alike, one in a while. */
@Injectable()
export class LastCalls {
  readonly #noted = new Map<string, { readonly at: number; readonly result: LastCall['result'] }>();

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: WebhookStore,
  ) {}

  async note({ tenant, id }: WebhookRow, call: Omit<LastCall, 'at'>, database: Kysely<Tables> = this.database): Promise<void> {
    const now = Date.now();
    const last = this.#noted.get(id);
    if (last && last.result === call.result && now - last.at < notedEveryMs) return;
    if (this.#noted.size >= mostKept) this.#noted.clear();
    this.#noted.set(id, { at: now, result: call.result });
    const last_call = JSON.stringify({ at: new Date(now).toISOString(), ...call });
    await this.store.update(database, tenant, id, { last_call });
  }
}
