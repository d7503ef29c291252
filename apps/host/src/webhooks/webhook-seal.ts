import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { DataKeys } from '../security/data-keys.ts';

const field = 'secrets';
/** Stands for the application in the place of a connection: a webhook may come to belong to another one. */
export const webhookPlace = 'webhook';

export const WebhookSecrets = z.strictObject({
  /** The last part of its address. */
  token: z.string(),
  /** What deliveries are signed with. */
  secret: z.string().optional(),
  /** The one before, which is taken for a while besides. */
  previous: z.strictObject({ secret: z.string(), until: z.string() }).optional(),
  /** What the service has to show before its challenge is answered. */
  verifyToken: z.string().optional(),
});
export type WebhookSecrets = z.infer<typeof WebhookSecrets>;

export interface SealedWebhook {
  readonly tenant: string;
  readonly id: string;
  readonly data_key: string;
}

/** Seals the secrets of webhooks, each under the key of its own row. */
@Injectable()
export class WebhookSeal {
  constructor(
    private readonly dataKeys: DataKeys,
    private readonly known: KnownSecrets,
  ) {}

  /** The data key of a new row, as it is stored. */
  async create(tenant: string, id: string): Promise<string> {
    return (await this.dataKeys.create({ tenant, application: webhookPlace, id })).record;
  }

  async seal(row: SealedWebhook, secrets: WebhookSecrets): Promise<string> {
    return (await this.#key(row)).seal(JSON.stringify(secrets), field);
  }

  /** Throws where the record belongs to another row, or was changed. */
  async open(row: SealedWebhook & { readonly secrets: string }): Promise<WebhookSecrets> {
    const opened = WebhookSecrets.parse(JSON.parse((await this.#key(row)).open(row.secrets, field)));
    this.known.add(row.id, [opened.token, opened.secret, opened.previous?.secret, opened.verifyToken]);
    return opened;
  }

  #key({ tenant, id, data_key }: SealedWebhook) {
    return this.dataKeys.open({ tenant, application: webhookPlace, id }, data_key);
  }
}
