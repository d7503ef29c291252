import { pathToFileURL } from 'node:url';
import { type Action, type ApiDescription, describeApi, type Plugin } from '@mortise/sdk';
import type { PluginPackage } from '../plugins/plugin-package.ts';

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

  get actionNames(): string[] {
    return [...this.#actions.keys()];
  }

  /** Throws a TypeError for a name that is not among {@link actionNames}. */
  action(name: string): Action {
    const action = this.#actions.get(name);
    if (!action) throw new TypeError(`It has no action "${name}".`);
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

/** What the manifest promises and the code does not hold, if anything. */
export function manifestProblem({ manifest }: PluginPackage, actions: readonly string[]): string | undefined {
  const missing = manifest.actions.filter(({ name }) => !actions.includes(name)).map(({ name }) => `"${name}"`);
  return missing.length > 0 ? `its manifest lists ${missing.join(', ')}, its code does not; build the plugin again` : undefined;
}
