import type { WorkerCode } from '@mortise/runtime/worker';
import { type Action, type ApiDescription, describeApi, type Plugin } from '@mortise/sdk';

/** The code of a service: its own actions, and the plugins that it mounts. */
export class OfferedCode implements WorkerCode {
  readonly #plugins: ReadonlyMap<string, Plugin>;

  /** Throws a TypeError where two have the same name. */
  constructor(plugins: readonly Plugin[]) {
    this.#plugins = new Map(plugins.map((plugin) => [plugin.application.name, plugin]));
    if (this.#plugins.size < plugins.length) {
      const names = plugins.map(({ application }) => application.name).join(', ');
      throw new TypeError(`Two of the applications that the service offers have the same name: ${names}.`);
    }
  }

  action(name: string, application: string | undefined): Action {
    const action = this.#plugin(application).actions.find((each) => each.name === name);
    if (!action) throw new TypeError(`It has no action "${name}".`);
    return action;
  }

  describe(settings: Record<string, unknown>, application: string | undefined): ApiDescription {
    return describeApi(this.#plugin(application).application, settings);
  }

  #plugin(application = ''): Plugin {
    const plugin = this.#plugins.get(application);
    if (!plugin) throw new TypeError(`It has no application "${application}".`);
    return plugin;
  }
}
