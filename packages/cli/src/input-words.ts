import type { Action } from './host/answers.ts';

/** The fields of an action's input, as in `orderId, limit?`. */
export function inputFields({ input }: Action): string {
  const required = requiredOf(input);
  const { properties } = input;
  if (typeof properties !== 'object' || properties === null) return '';
  return Object.keys(properties)
    .map((name) => (required.includes(name) ? name : `${name}?`))
    .join(', ');
}

/** A command that calls an action, to be completed by its reader. */
export function exampleCall(action: Action): string {
  const required = requiredOf(action.input);
  const input = JSON.stringify(Object.fromEntries(required.map((name) => [name, '…'])));
  return `mortise call ${action.id} --connection <name>${required.length > 0 ? ` --input '${input}'` : ''}`;
}

function requiredOf({ required }: Action['input']): string[] {
  return Array.isArray(required) ? required.map(String) : [];
}
