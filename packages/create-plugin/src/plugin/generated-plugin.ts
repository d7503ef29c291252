/** A file of a plugin, by its path below the plugin's folder. */
export type Files = ReadonlyMap<string, string>;

/** An action as the README and the index name it. */
export interface GeneratedAction {
  readonly name: string;
  readonly className: string;
  readonly title: string;
  readonly kind: 'connector' | 'batch';
  readonly description?: string | undefined;
}

/** A field that the user fills in, for the README. */
export interface ReadmeField {
  readonly title: string;
  readonly help: string;
}

/** What a generator makes of a description; all else comes from the template. */
export interface GeneratedPlugin {
  readonly title: string;
  readonly description: string;
  /** Unformatted source files below the plugin's folder. */
  readonly sources: Files;
  readonly actions: readonly GeneratedAction[];
  /** How many operations the description has. */
  readonly offered: number;
  readonly fields: readonly ReadmeField[];
  /** Whether the service wants a login that has still to be written. */
  readonly lacksLogin?: boolean;
  /** The page that describes the service. */
  readonly documentation: string;
  /** What was left out or decided, in sentences for whoever runs the command. */
  readonly notes: readonly string[];
}
