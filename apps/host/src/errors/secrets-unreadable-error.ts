import { MortiseError } from '@mortise/sdk';

/**
 * What was sealed was changed since, belongs to another place, or was sealed with another key. Trying again does not help. An
 * adapter for a key management service throws it where the service says so of a wrapped key.
 */
export class SecretsUnreadableError extends MortiseError {
  override readonly name = 'SecretsUnreadableError';
  readonly code = 'secrets_unreadable';
  readonly title = 'Stored secrets cannot be opened';
  readonly retryable = false;
}
