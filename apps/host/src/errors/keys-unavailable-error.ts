import { MortiseError } from '@mortise/sdk';

/** The service that keeps the master key gave no answer that says anything about the secrets. */
export class KeysUnavailableError extends MortiseError {
  override readonly name = 'KeysUnavailableError';
  readonly code = 'keys_unavailable';
  readonly title = 'The key management cannot be reached';
  readonly retryable = true;

  constructor(cause: unknown) {
    super('The host cannot reach the key management that opens its secrets at the moment. Try again later.', { cause });
  }
}
