import type { Action } from '../actions/action.ts';
import type { Application } from '../application/application.ts';

/** What a plugin package exports by default. */
export interface Plugin {
  readonly application: Application;
  readonly actions: readonly Action[];
}

export interface PluginDefinition {
  readonly application: new () => Application;
  /** Connectors and batch connectors. */
  readonly connectors?: readonly (new () => Action)[];
  readonly webhooks?: readonly (new () => Action)[];
  /** For events that the service tells nobody about. */
  readonly pollingTriggers?: readonly (new () => Action)[];
  /** Custom actions, transforms and filters. A service gives instances of those that need something of its own. */
  readonly actions?: readonly (Action | (new () => Action))[];
}

const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Makes a plugin of its classes. Throws a TypeError where a name is malformed or used twice. */
export function definePlugin(definition: PluginDefinition): Plugin {
  const { connectors = [], webhooks = [], pollingTriggers = [], actions: ownActions = [] } = definition;
  const application = new definition.application();
  const actions = [...connectors, ...webhooks, ...pollingTriggers, ...ownActions].map((offered) =>
    typeof offered === 'function' ? new offered() : offered,
  );
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
