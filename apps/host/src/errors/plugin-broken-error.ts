import { MortiseError } from '@mortise/sdk';

/** What a plugin says about itself cannot be used, though its manifest could be read. */
export class PluginBrokenError extends MortiseError {
  override readonly name = 'PluginBrokenError';
  readonly code = 'plugin_broken';
  readonly title = 'The plugin is broken';
  readonly retryable = false;
}
