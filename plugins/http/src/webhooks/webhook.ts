import { signatures, Webhook as WebhookBase } from '@mortise/sdk';
import { z } from 'zod';
import { Delivery, deliveryId } from './delivery.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.3 */
export class Webhook extends WebhookBase {
  readonly name = 'webhook';
  readonly title = 'Webhook';
  override readonly description = 'JSON or a form that is sent to the address. Whoever knows the address can start the process.';
  readonly input = z.object({});
  readonly output = Delivery;
  readonly signature = signatures.none();
  override readonly deliveryId = deliveryId;
}
