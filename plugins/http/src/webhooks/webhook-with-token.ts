import { signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';
import { Delivery, deliveryId } from './delivery.ts';

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
export class WebhookWithToken extends Webhook {
  readonly name = 'webhook-with-token';
  readonly title = 'Webhook with a token';
  override readonly description = 'JSON or a form from a sender that shows a token, as Authorization: Bearer.';
  readonly input = z.object({});
  readonly output = Delivery;
  readonly signature = signatures.sharedToken({ header: 'authorization', prefix: 'Bearer ' });
  override readonly signingSecret = 'entered';
  override readonly deliveryId = deliveryId;
}
