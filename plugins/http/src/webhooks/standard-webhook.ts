import { signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';
import { Delivery } from './delivery.ts';

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export class StandardWebhook extends Webhook {
  readonly name = 'standard-webhook';
  readonly title = 'Standard webhook';
  override readonly description =
    'From a sender that follows Standard Webhooks: id, time and body are signed, so nothing can be sent again.';
  readonly input = z.object({});
  readonly output = Delivery;
  readonly signature = signatures.standardWebhooks();
  override readonly signingSecret = 'entered';
}
