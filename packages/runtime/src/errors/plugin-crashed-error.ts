import { MortiseError } from '@mortise/sdk';
import { withoutPaths } from '../without-paths.ts';

/** The process of a plugin ended during a call. Retried where other calls ran in it too, since one of those may be the culprit. */
export class PluginCrashedError extends MortiseError {
  override readonly name = 'PluginCrashedError';
  readonly code = 'plugin_crashed';
  readonly title = 'The plugin crashed';
  readonly retryable: boolean;

  constructor(plugin: string, reason: string, wasAlone: boolean) {
    super(`The process of ${plugin} ended during the call: ${withoutPaths(reason)}. A new one starts with the next call.`);
    this.retryable = !wasAlone;
  }
}
