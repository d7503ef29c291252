import { MortiseError } from './mortise-error.ts';

/** A delivery does not prove that it comes from the service: its signature is missing, malformed, wrong or too old. Nothing was started. */
export class WebhookSignatureError extends MortiseError {
  override readonly name = 'WebhookSignatureError';
  readonly code = 'webhook_signature';
  readonly title = 'The delivery could not be verified';
  readonly retryable = false;
}
