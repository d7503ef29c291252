import { MortiseError } from '@mortise/sdk';

/** An action was called with the connection of another application. */
export class ConnectionMismatchError extends MortiseError {
  override readonly name = 'ConnectionMismatchError';
  readonly code = 'connection_mismatch';
  readonly title = 'The connection belongs to another application';
  readonly retryable = false;
}
