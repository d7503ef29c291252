import type { Form } from '../host/answers.ts';

/** One field of the form of an application, as the command line sees it. */
export interface Field {
  readonly key: string;
  readonly title: string;
  readonly help: string | undefined;
  readonly type: string | undefined;
  readonly choices: readonly string[];
  readonly isSecret: boolean;
  readonly isRequired: boolean;
}

export function fieldsOf({ properties, required }: Form): Field[] {
  return Object.entries(properties).map(([key, schema]) => ({
    key,
    title: textOf(schema['title']) ?? key,
    help: textOf(schema['description']),
    type: textOf(schema['type']),
    choices: Array.isArray(schema['enum']) ? schema['enum'].map(String) : [],
    isSecret: schema['writeOnly'] === true,
    isRequired: required.includes(key) && !('default' in schema),
  }));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
