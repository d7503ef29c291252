import type { Action } from './host/answers.ts';
import { exampleOf, typeWord } from './schema-words.ts';

/** The fields of an action's input with their types, as in `orderId: string, limit?: integer`. */
export function inputFields({ input }: Action): string {
  const required = requiredOf(input);
  return Object.entries(propertiesOf(input))
    .map(([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${typeWord(schema)}`)
    .join(', ');
}

/** A command that calls an action, to be completed by its reader. */
export function exampleCall(action: Action): string {
  const required = requiredOf(action.input);
  const properties = new Map(Object.entries(propertiesOf(action.input)));
  const fields = required.map((name) => `${JSON.stringify(name)}:${exampleOf(properties.get(name))}`);
  const input = `{${fields.join(',')}}`.replaceAll("'", "'\\''");
  return `mortise call ${action.id} --connection <name>${required.length > 0 ? ` --input '${input}'` : ''}`;
}

function requiredOf({ required }: Action['input']): string[] {
  return Array.isArray(required) ? required.map(String) : [];
}

function propertiesOf({ properties }: Action['input']): object {
  return typeof properties === 'object' && properties !== null ? properties : {};
}
