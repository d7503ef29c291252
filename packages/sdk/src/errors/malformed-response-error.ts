import { MortiseError } from './mortise-error.ts';

/** The body of an answer could not be read: broken JSON, a false encoding. Retried, since a proxy or a restart is the usual cause. */
export class MalformedResponseError extends MortiseError {
  override readonly name = 'MalformedResponseError';
  readonly code = 'malformed_response';
  readonly title = 'The service sent something unreadable';
  readonly retryable = true;
}
