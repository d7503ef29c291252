import { pathToFileURL } from 'node:url';
import { type Action, type ApiDescription, describeApi, type Plugin } from '@mortise/sdk';

/** A plugin whose code is in this process. */
export class LoadedPlugin {
  readonly #plugin: Plugin;
  readonly #actions: ReadonlyMap<string, Action>;

  private constructor(plugin: Plugin) {
    this.#plugin = plugin;
    this.#actions = new Map(plugin.actions.map((action) => [action.name, action]));
  }

  /** Imports the module; `revision` tells one build of a linked package from the next. */
  static async import(entry: string, revision: string): Promise<LoadedPlugin> {
    const url = pathToFileURL(entry);
    url.searchParams.set('revision', revision);
    const module: { default?: unknown } = await import(url.href);
    if (!isPlugin(module.default)) throw new TypeError('its default export is not what definePlugin() returns');
    return new LoadedPlugin(module.default);
  }

  action(name: string): Action {
    const action = this.#actions.get(name);
    if (!action) throw new TypeError(`its manifest lists "${name}", its code does not. Build the plugin again.`);
    return action;
  }

  describe(settings: Record<string, unknown>): ApiDescription {
    return describeApi(this.#plugin.application, settings);
  }
}

function isPlugin(value: unknown): value is Plugin {
  return (
    typeof value === 'object' && value !== null && 'application' in value && 'actions' in value && Array.isArray(value.actions)
  );
}
