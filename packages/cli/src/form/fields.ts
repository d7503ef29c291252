import type { Form } from '../host/answers.ts';

/** One of the values that a field is limited to, and what it is called. */
export interface Option {
  readonly value: unknown;
  readonly label: string;
}

/** One field of the form of an application, as the command line sees it. */
export interface Field {
  readonly key: string;
  readonly title: string;
  readonly help: string | undefined;
  readonly type: string | undefined;
  /** Empty where it takes anything of its type. */
  readonly options: readonly Option[];
  readonly isSecret: boolean;
  /** Its options are not known here: the service has to be asked. */
  readonly isDynamic: boolean;
  /** What it is where it is left out. */
  readonly fallback: unknown;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

export function fieldsOf({ properties }: Pick<Form, 'properties'>): Field[] {
  return Object.entries(properties).map(([key, schema]) => ({
    key,
    title: textOf(schema['title']) ?? key,
    help: textOf(schema['description']),
    type: textOf(schema['type']),
    options: optionsOf(schema),
    isSecret: schema['writeOnly'] === true,
    isDynamic: schema['choicesFrom'] !== undefined,
    fallback: schema['default'],
    minimum: boundOf(schema['minimum']),
    maximum: boundOf(schema['maximum']),
  }));
}

function optionsOf(schema: Form['properties'][string]): Option[] {
  const items: unknown = schema['items'];
  const values: unknown =
    schema['enum'] ?? (typeof items === 'object' && items !== null && 'enum' in items ? items.enum : undefined);
  if (!Array.isArray(values)) return [];
  const choices: unknown[] = Array.isArray(schema['choices']) ? schema['choices'] : [];
  return values.map((value: unknown) => ({ value, label: labelOf(value, choices) }));
}

function labelOf(value: unknown, choices: readonly unknown[]): string {
  const choice = choices.find(
    (candidate): candidate is { value: unknown; label: unknown } =>
      typeof candidate === 'object' &&
      candidate !== null &&
      'value' in candidate &&
      'label' in candidate &&
      candidate.value === value,
  );
  return textOf(choice?.label) ?? String(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** zod gives every whole number the bounds of what is safe, which are not worth a word. */
function boundOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}
