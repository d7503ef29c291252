import { MortiseError } from '@mortise/sdk';

/** The host cannot start with the settings it was given. Names the variable, then says what to do. */
export class ConfigurationError extends MortiseError {
  override readonly name = 'ConfigurationError';
  readonly code = 'invalid_configuration';
  readonly title = 'The host cannot start with this configuration';
  readonly retryable = false;
}
