import { MortiseError } from '@mortise/sdk';

/** A file is no process of Orchesty, or cannot be read. */
export class ImportError extends MortiseError {
  override readonly name = 'ImportError';
  readonly code = 'not_importable';
  readonly title = 'The file cannot be imported';
  readonly retryable = false;

  constructor(detail: string, options?: ErrorOptions) {
    super(detail, { path: 'content', ...options });
  }
}
