import { type Action, Application, definePlugin, type Plugin } from '@mortise/sdk';

/** An action as a service offers it: its class, or an instance where it needs something of the service. */
export type OfferedAction = Action | (new () => Action);

export interface ServiceFacts {
  /** Lower case with hyphens; the first half of the ids of its actions. */
  readonly name: string;
  /** In sentence case; the name by default. */
  readonly title?: string;
  readonly description?: string;
}

/** The actions of a service as a plugin whose application is the service itself. Throws a TypeError for names that do not fit. */
export function ownPlugin({ name, title = name, description }: ServiceFacts, offered: readonly OfferedAction[]): Plugin {
  class Service extends Application {
    readonly name = name;
    readonly title = title;
    readonly description = description ?? `Actions of the service ${title}.`;

    /** Its actions run in the service itself; a request that one leaves to the host would lead nowhere. */
    baseUrl() {
      return 'https://service.invalid';
    }
  }
  return definePlugin({ application: Service, actions: offered });
}
