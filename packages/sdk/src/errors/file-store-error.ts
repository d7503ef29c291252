import { MortiseError } from './mortise-error.ts';

/** A file could not be written or read here, whatever the service did: a full disk, a folder that may not be written. */
export class FileStoreError extends MortiseError {
  override readonly name = 'FileStoreError';
  readonly code = 'file_store_failed';
  readonly title = 'The file could not be kept';
  readonly retryable = true;
}
