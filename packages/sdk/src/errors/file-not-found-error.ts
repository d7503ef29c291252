import { MortiseError } from './mortise-error.ts';

/** No file has this id: it was removed, or it is older than files are kept. */
export class FileNotFoundError extends MortiseError {
  override readonly name = 'FileNotFoundError';
  readonly code = 'file_not_found';
  readonly title = 'There is no such file';
  readonly retryable = false;
}
