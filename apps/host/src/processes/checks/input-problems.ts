import type { JsonSchema } from '@mortise/sdk';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { placeOf } from '../../schemas/error-place.ts';
import { JsonSchemaCheck, SchemaBrokenError } from '../../schemas/json-schema-check.ts';
import { expressionOf, literalText } from '../template.ts';
import { error, type Problem, type ProblemCode } from './problem.ts';

/** Says nothing of its own, but that something below does not fit; with an expression there it may. */
const composing = new Set([
  'anyOf',
  'oneOf',
  'not',
  'if',
  'contains',
  'const',
  'enum',
  'uniqueItems',
  'maxItems',
  'propertyNames',
]);

/** What is wrong with the input of an action whatever its expressions give: with its literal values, and with what it leaves out. */
export function templateProblems(step: string, template: unknown, schema: JsonSchema): Problem[] {
  const holes: string[] = [];
  const value = fill(template, '', holes);
  return problemsOf(step, schema, value, holes);
}

/** What is wrong with the input of an action that holds no expressions, such as what a trigger asks its service with. */
export function literalProblems(step: string, value: unknown, schema: JsonSchema): Problem[] {
  return problemsOf(step, schema, structuredClone(value), []);
}

/** A template with something in the place of its expressions, whose JSON pointers are collected. */
function fill(template: unknown, pointer: string, holes: string[]): unknown {
  if (expressionOf(template) !== undefined) holes.push(pointer);
  if (typeof template === 'string') return literalText(template);
  if (Array.isArray(template)) return template.map((item, index) => fill(item, `${pointer}/${index}`, holes));
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(([name, value]) => {
    return [name, fill(value, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, holes)] as const;
  });
  return Object.fromEntries(entries);
}

function problemsOf(step: string, schema: JsonSchema, value: unknown, holes: readonly string[]): Problem[] {
  try {
    const errors = JsonSchemaCheck.of(schema).problems(value);
    return certainOf(errors, holes).map((each) => problemOf(step, each));
  } catch (fault) {
    if (!(fault instanceof SchemaBrokenError)) throw fault;
    const message = `The input of the action cannot be checked: ${fault.message}. Update its plugin.`;
    return [error('schema_invalid', message, { step, path: `steps.${step}.input` })];
  }
}

/** Errors that no result of an expression could mend, one for each place. */
function certainOf(errors: readonly ErrorObject[], holes: readonly string[]): ErrorObject[] {
  const isWithin = (pointer: string, outer: string) => pointer === outer || pointer.startsWith(`${outer}/`);
  const open = errors
    .filter(({ keyword, instancePath }) => composing.has(keyword) && holes.some((hole) => isWithin(hole, instancePath)))
    .map(({ instancePath }) => instancePath);
  const certain = errors.filter(({ instancePath }) => ![...holes, ...open].some((outer) => isWithin(instancePath, outer)));
  const seen = new Set<string>();
  return certain.filter((each) => {
    const place = placeOf(each).join('.');
    return !seen.has(place) && seen.add(place);
  });
}

function problemOf(step: string, fault: ErrorObject): Problem {
  const names = placeOf(fault);
  const subject = names.length === 0 ? 'The input' : `"${names.join('.')}"`;
  const [code, words] = wordsOf(fault);
  return error(code, `${subject} ${words}.`, { step, path: ['steps', step, 'input', ...names].join('.') });
}

function wordsOf({ keyword, message = 'does not fit' }: ErrorObject): [ProblemCode, string] {
  if (keyword === 'required') return ['field_missing', 'is needed, but not given'];
  if (keyword === 'additionalProperties') return ['field_unknown', 'is not among what the action takes'];
  if (keyword === 'unevaluatedProperties') return ['input_invalid', 'is not among what the action takes'];
  return [keyword === 'type' ? 'type_clash' : 'input_invalid', message];
}
