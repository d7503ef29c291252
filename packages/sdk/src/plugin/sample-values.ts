import { optionsOf } from '../forms/check-fields.ts';
import type { FormFields } from '../forms/shown-fields.ts';
import type { JsonSchema } from '../schema/schema.ts';

export const labelPrefix = 'mortise-setting-';
export const urlSuffix = '.mortise-setting.invalid';

/** Values that a field of the settings may have, the usual one first; text leaves a mark wherever it ends up in a host name. */
export function sampleValues(name: string, { properties, required }: FormFields): readonly unknown[] {
  const field = properties[name] ?? {};
  const values = valuesOf(name, field);
  const mayBeAbsent = !required.includes(name) && field['default'] === undefined && field['requiredIfShown'] !== true;
  const decidesHosts = values.length > 1 || field['format'] === 'uri' || field['format'] === 'hostname-label';
  return mayBeAbsent && decidesHosts ? [...values, undefined] : values;
}

/** Two numbers that a field takes, to see whether it matters which one it is. */
export function sampleNumbers({ type, minimum, maximum }: JsonSchema): readonly [number, number] | undefined {
  if (type !== 'number' && type !== 'integer') return undefined;
  // zod gives safe integers their bounds, which say nothing about the field.
  const low = typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER ? minimum : 1;
  const high = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? maximum : low + 1;
  return [Math.min(low, high), high];
}

function valuesOf(name: string, field: JsonSchema): readonly unknown[] {
  const options = optionsOf(field);
  if (field['type'] === 'array') return [options ?? []];
  if (options) {
    const usual = options.includes(field['default']) ? [field['default']] : [];
    return [...usual, ...options.filter((option) => !usual.includes(option))];
  }
  const numbers = sampleNumbers(field);
  if (numbers) return [numbers[0]];
  if (field['type'] === 'object') return [{}];
  return [field['format'] === 'uri' ? `https://${hex(name)}${urlSuffix}` : `${labelPrefix}${hex(name)}`];
}

/** Host names know no upper case, names of settings do. */
function hex(name: string): string {
  return Buffer.from(name).toString('hex');
}
