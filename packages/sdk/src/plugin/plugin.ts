import type { Action } from '../actions/action.ts';
import type { Application } from '../application/application.ts';

/** What a plugin package exports by default. */
export interface Plugin {
  readonly application: Application;
  readonly actions: readonly Action[];
}

export interface PluginDefinition {
  readonly application: new () => Application;
  readonly connectors: readonly (new () => Action)[];
}

const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Makes a plugin of its classes. Throws a TypeError where a name is malformed or used twice. */
export function definePlugin({ application: ApplicationClass, connectors }: PluginDefinition): Plugin {
  const application = new ApplicationClass();
  const actions = connectors.map((ConnectorClass) => new ConnectorClass());
  const names = new Set<string>();
  for (const { name } of [application, ...actions]) {
    if (!namePattern.test(name)) {
      throw new TypeError(`"${name}" is not a name. Use lower case letters, digits and single hyphens, for example "get-order".`);
    }
  }
  for (const { name } of actions) {
    if (names.has(name)) throw new TypeError(`"${application.name}.${name}" is defined twice. Give each action its own name.`);
    names.add(name);
  }
  return { application, actions };
}
