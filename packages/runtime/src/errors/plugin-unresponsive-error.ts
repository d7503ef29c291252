import { MortiseError } from '@mortise/sdk';

/** The process of a plugin stopped answering, as in an endless loop, and was ended. */
export class PluginUnresponsiveError extends MortiseError {
  override readonly name = 'PluginUnresponsiveError';
  readonly code = 'plugin_unresponsive';
  readonly title = 'The plugin stopped answering';
  readonly retryable: boolean;

  constructor(plugin: string, wasAlone: boolean) {
    super(`The process of ${plugin} gave no sign of life during the call and was ended. A new one starts with the next call.`);
    this.retryable = !wasAlone;
  }
}
