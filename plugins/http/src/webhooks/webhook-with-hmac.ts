import { signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';
import { Delivery } from './delivery.ts';

/** @see https://www.w3.org/TR/websub/#signature-validation */
export class WebhookWithHmac extends Webhook {
  readonly name = 'webhook-with-hmac';
  readonly title = 'Webhook with an HMAC';
  override readonly description =
    'From a sender that signs the body: X-Hub-Signature-256 holds sha256= and the HMAC-SHA256 in hexadecimal.';
  readonly input = z.object({});
  readonly output = Delivery;
  readonly signature = signatures.hmac({
    header: 'x-hub-signature-256',
    algorithm: 'sha256',
    encoding: 'hex',
    prefix: 'sha256=',
  });
  override readonly signingSecret = 'entered';
}
