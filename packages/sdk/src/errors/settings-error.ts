import { MortiseError } from './mortise-error.ts';

/** The values of a connection do not fit the form of its application. */
export class SettingsError extends MortiseError {
  override readonly name = 'SettingsError';
  readonly code = 'invalid_settings';
  readonly title = 'The connection is not filled in correctly';
  readonly retryable = false;

  constructor(path: string, detail: string) {
    super(detail, { path });
  }
}
