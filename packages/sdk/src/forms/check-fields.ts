import type { ActionKind } from '../actions/action.ts';
import type { JsonSchema } from '../schema/schema.ts';
import { choicesFromOf, fieldsNeeded } from './choices.ts';
import { conditionOf, type FormFields } from './shown-fields.ts';

type Properties = FormFields['properties'];

/** Throws a TypeError where a form cannot be filled in: conditions that go in a circle or name what is not there, lists that no action gives. */
export function checkFields(
  { properties, required }: FormFields,
  subject: string,
  actions: readonly { readonly name: string; readonly kind: ActionKind }[],
): void {
  for (const [name, field] of Object.entries(properties)) {
    const problem = conditionProblem(name, properties, required) ?? choicesProblem(name, field, properties, actions);
    if (problem !== undefined) throw new TypeError(`${subject}: the field "${name}" ${problem}`);
  }
}

function conditionProblem(name: string, properties: Properties, required: readonly string[]): string | undefined {
  const condition = Object.entries(conditionOf(properties[name]));
  if (condition.length > 0 && required.includes(name)) {
    return 'may be hidden, and yet it is required. Make it with `showIf`, or add `.optional()`.';
  }
  for (const [other, expected] of condition) {
    const field = Object.hasOwn(properties, other) ? properties[other] : undefined;
    if (!field) return `is shown by the value of "${other}", and there is no such field.`;
    if (field['writeOnly'] === true) return `is shown by the value of "${other}", which is a secret and can be seen by no form.`;
    const options = optionsOf(field);
    const unknown = options && expected.find((value) => !options.includes(value));
    if (unknown !== undefined) return `is shown where "${other}" is "${unknown}", which is none of its values.`;
  }
  return isInCircle(name, properties) ? 'waits for itself: its `showIf` leads back to it. Break the circle.' : undefined;
}

function isInCircle(start: string, properties: Properties): boolean {
  const visited = new Set<string>();
  const leadsBack = (name: string): boolean =>
    Object.keys(conditionOf(properties[name])).some((other) => {
      if (other === start) return true;
      if (visited.has(other)) return false;
      visited.add(other);
      return leadsBack(other);
    });
  return leadsBack(start);
}

function choicesProblem(
  name: string,
  field: JsonSchema,
  properties: Properties,
  actions: readonly { readonly name: string; readonly kind: ActionKind }[],
): string | undefined {
  const source = choicesFromOf(field);
  if (!source)
    return field['choicesFrom'] === undefined ? undefined : 'has a `choicesFrom` that names no action, value and label.';
  const action = actions.find((candidate) => candidate.name === source.action);
  if (!action) return `takes its choices from "${source.action}". Add that action to the plugin.`;
  if (action.kind === 'webhook' || action.kind === 'poll') {
    return `takes its choices from "${source.action}", which starts processes and cannot be asked.`;
  }
  for (const other of fieldsNeeded(source)) {
    const needed = Object.hasOwn(properties, other) ? properties[other] : undefined;
    if (!needed || other === name) return `takes its choices by the value of "${other}", and there is no such field beside it.`;
    if (needed['writeOnly'] === true)
      return `takes its choices by the value of "${other}", which is a secret and given to no action.`;
  }
  return undefined;
}

/** The values that a field is limited to, of a list the values of its items; `undefined` where it takes others too. */
export function optionsOf(field: JsonSchema): readonly unknown[] | undefined {
  const { type, items, enum: options, const: only, anyOf } = field;
  if (Array.isArray(options)) return options;
  if (only !== undefined) return [only];
  if (type === 'boolean') return [false, true];
  if (type === 'array' && isSchema(items)) return optionsOf(items);
  const variants = Array.isArray(anyOf) ? anyOf.filter(isSchema).map(optionsOf) : [];
  return variants.length > 0 && variants.every((variant) => variant !== undefined) ? variants.flat() : undefined;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
