import { MortiseError } from '@mortise/sdk';
import { withoutPaths } from '../without-paths.ts';

/** The code of a plugin threw, hung or exported something else when it was loaded. */
export class PluginLoadError extends MortiseError {
  override readonly name = 'PluginLoadError';
  readonly code = 'plugin_load_failed';
  readonly title = 'The plugin could not be loaded';
  readonly retryable = false;

  constructor(plugin: string, reason: string) {
    super(`${plugin} could not be loaded: ${withoutPaths(reason)}`, {
      do: [{ label: 'Check the package', command: 'mortise plugin check' }],
    });
  }
}
