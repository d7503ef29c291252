import { toHint } from '../code/sentences.ts';
import { Expression } from '../schema/expression.ts';
import type { Models } from '../schema/models.ts';
import { sampleText } from '../schema/sample.ts';
import type { Choice, Field, Shape, TextFormat, UnionKind } from '../schema/shape.ts';
import { isNode, listAt, type Node, nodeAt, numberAt, textAt, textsAt } from './node.ts';
import type { References } from './references.ts';

const schemaReference = /^#\/components\/schemas\/([^/]+)$/;

const formats: Readonly<Record<string, TextFormat>> = {
  email: 'email',
  uuid: 'guid',
  uri: 'url',
  url: 'url',
  date: 'date',
  'date-time': 'date-time',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
};

/** Reads schemas of OpenAPI 3.0 and JSON Schema, as 3.1 has them. */
export class Schemas {
  readonly #references: References;
  readonly #models: Models;

  constructor(references: References, models: Models) {
    this.#references = references;
    this.#models = models;
  }

  shape(schema: unknown): Shape {
    if (!isNode(schema)) return { kind: 'unknown' };
    const facts = factsOf(schema);
    const reference = textAt(schema, '$ref');
    if (reference === undefined) return { ...this.#described(schema), ...facts };
    return { kind: 'model', name: this.#define(reference), ...facts };
  }

  #define(reference: string): string {
    const name = schemaReference.exec(reference)?.[1] ?? reference.replace(/^#\//, '');
    const shown = name.slice(name.lastIndexOf('/') + 1);
    this.#models.define(name, () => this.shape(this.#references.at(reference)), /^\D/.test(shown) ? shown : name);
    return name;
  }

  #described(schema: Node): Shape {
    const { types, isNullable } = typesOf(schema);
    const shape = this.#combined(schema, types) ?? this.#plain(schema, types);
    return isNullable || shape.isNullable ? { ...shape, isNullable: true } : shape;
  }

  /** What is made of other schemas. */
  #combined(schema: Node, types: readonly string[]): Shape | undefined {
    const parts = listAt(schema, 'allOf').map((part) => this.shape(part));
    const choices = [listAt(schema, 'oneOf'), listAt(schema, 'anyOf')].filter((list) => list.length > 0);
    const unions = choices.map((list) => this.#union(list, nodeAt(schema, 'discriminator')));
    const all = [...parts, ...unions];
    if (all.length === 0) return undefined;
    const own = this.#object(schema);
    const ownSays = own.fields.length > 0 || own.rest !== undefined || own.required.length > 0;
    const hasOwn = ownSays && (types.includes('object') || types.length === 0);
    const [only] = all;
    // A choice whose options merely say which fields have to be there.
    const isDemand =
      hasOwn && parts.length === 0 && unions.every((union) => union.kind === 'union' && union.options.every(saysNothing));
    if (isDemand) return own;
    if (all.length === 1 && !hasOwn && only) return only;
    return { kind: 'all', parts: hasOwn ? [...all, own] : all };
  }

  #union(list: readonly unknown[], discriminator: Node): Shape {
    const options = list.map((option) => ({ schema: option, shape: this.shape(option) }));
    const values = options.filter(({ shape }) => shape.kind !== 'null');
    const isNullable = values.length < options.length;
    const [only] = values;
    const union: Shape = values.length === 1 && only ? only.shape : this.#told(values, discriminator);
    return isNullable ? { ...union, isNullable: true } : union;
  }

  /** A union, with the field that tells its options apart where the document names one, or where each has a constant of its own. */
  #told(options: readonly { readonly schema: unknown; readonly shape: Shape }[], discriminator: Node): UnionKind {
    const tag = textAt(discriminator, 'propertyName') ?? this.#tagOf(options.map(({ shape }) => shape));
    const union = { kind: 'union' as const, options: options.map(({ shape }) => shape) };
    if (tag === undefined) return union;
    const mapping = Object.entries(nodeAt(discriminator, 'mapping'));
    const tagged = options.map(({ schema, shape }): { readonly values: readonly Choice[]; readonly shape: Shape } => {
      const known = this.#tagValues(shape, tag);
      if (known.length > 0) return { values: known, shape };
      const reference = isNode(schema) ? (textAt(schema, '$ref') ?? '') : '';
      const name = reference.slice(reference.lastIndexOf('/') + 1);
      const mapped = mapping.filter(([, target]) => target === reference || target === name).map(([value]) => value);
      const values = mapped.length > 0 ? mapped : [name].filter((value) => value !== '');
      const field: Field = {
        name: tag,
        shape: { kind: 'choice', values, isFixed: true },
        isRequired: true,
        only: 'input',
        isTag: true,
      };
      return { values, shape: { kind: 'all', parts: [shape, { kind: 'object', fields: [field] }] } };
    });
    const all = tagged.flatMap(({ values }) => values);
    const isTold = tagged.every(({ values }) => values.length > 0) && new Set(all).size === all.length;
    return isTold ? { ...union, options: tagged.map(({ shape }) => shape), tag } : union;
  }

  #tagOf(options: readonly Shape[]): string | undefined {
    const [first] = options;
    const names = first ? (this.#models.asObject(first)?.fields ?? []).map(({ name }) => name) : [];
    return names.find((name) => options.every((option) => this.#tagValues(option, name).length > 0));
  }

  /** The values that a field has to have in one option of a union. */
  #tagValues(option: Shape, tag: string): readonly Choice[] {
    const field = this.#models.asObject(option)?.fields.find(({ name, isRequired }) => name === tag && isRequired);
    const shape = field && this.#models.resolve(field.shape);
    return shape?.kind === 'choice' && !shape.isNullable ? shape.values : [];
  }

  #plain(schema: Node, types: readonly string[]): Shape {
    const values = 'const' in schema ? [schema['const']] : listAt(schema, 'enum');
    const choices = values.filter(isChoice);
    if (choices.length > 0) {
      const facts = { ...(values.includes(null) && { isNullable: true }), ...('const' in schema && { isFixed: true }) };
      return { kind: 'choice', values: choices, ...facts };
    }
    if (types.length > 1) return { kind: 'union', options: types.map((type) => this.#typed(schema, type)) };
    return this.#typed(schema, types[0] ?? guessType(schema));
  }

  #typed(schema: Node, type: string | undefined): Shape {
    switch (type) {
      case 'string':
        return textShape(schema);
      case 'integer':
      case 'number':
        return numberShape(schema, type === 'integer');
      case 'boolean':
      case 'null':
        return { kind: type };
      case 'array':
        return {
          kind: 'list',
          items: this.shape(schema['items']),
          minItems: numberAt(schema, 'minItems'),
          maxItems: numberAt(schema, 'maxItems'),
        };
      case 'object':
        return this.#object(schema);
      default:
        return { kind: 'unknown' };
    }
  }

  #object(schema: Node) {
    const required = textsAt(schema, 'required');
    const properties = Object.entries(nodeAt(schema, 'properties'));
    const fields = properties.map(([name, property]): Field => {
      const { readOnly, writeOnly } = this.#references.resolve(property);
      const only = readOnly === true ? ('output' as const) : writeOnly === true ? ('input' as const) : undefined;
      return { name, shape: this.shape(property), isRequired: required.includes(name), ...(only && { only }) };
    });
    const others = schema['additionalProperties'];
    const hasOthers = isNode(others) && Object.keys(others).length > 0;
    const isMap = fields.length === 0 && (others === true || isNode(others));
    const rest = hasOthers ? this.shape(others) : isMap ? ({ kind: 'unknown' } as const) : undefined;
    const patterns = Object.keys(nodeAt(schema, 'patternProperties')).length > 0;
    return {
      kind: 'object' as const,
      fields,
      required: required.filter((name) => !fields.some((field) => field.name === name)),
      ...(rest && { rest }),
      // Where nothing is said, JSON Schema allows any other field.
      others: others === false && !patterns ? ('refused' as const) : ('kept' as const),
    };
  }
}

function saysNothing(shape: Shape): boolean {
  return shape.kind === 'unknown' || (shape.kind === 'object' && shape.fields.length === 0 && !shape.rest);
}

function factsOf(schema: Node) {
  const description = toHint(textAt(schema, 'description') ?? textAt(schema, 'title'));
  const examples = [schema['example'], ...listAt(schema, 'examples'), schema['default']].filter((value) => value !== undefined);
  return {
    ...(description !== undefined && { description }),
    ...(examples.length > 0 && { examples }),
    ...(schema['nullable'] === true && { isNullable: true }),
  };
}

function typesOf(schema: Node) {
  const named = typeof schema['type'] === 'string' ? [schema['type']] : textsAt(schema, 'type');
  return {
    types: named.filter((type) => type !== 'null' || named.length === 1),
    isNullable: named.length > 1 && named.includes('null'),
  };
}

/** The type that the keywords of a schema mean where it names none. */
function guessType(schema: Node): string | undefined {
  if ('properties' in schema || 'additionalProperties' in schema || 'required' in schema) return 'object';
  if ('items' in schema) return 'array';
  return 'pattern' in schema || 'minLength' in schema || 'maxLength' in schema ? 'string' : undefined;
}

function textShape(schema: Node): Shape {
  const pattern = textAt(schema, 'pattern');
  const shape = {
    kind: 'text' as const,
    format: formats[textAt(schema, 'format') ?? ''],
    minLength: numberAt(schema, 'minLength'),
    maxLength: numberAt(schema, 'maxLength'),
  };
  // A pattern that takes for ever would stop whoever runs the plugin.
  if (pattern === undefined || !isExpression(pattern) || !new Expression(pattern).isQuick) return shape;
  const examples = [
    schema['example'],
    ...listAt(schema, 'examples'),
    schema['default'],
    sampleText('text', { ...shape, pattern }),
  ];
  // Without a text that fits it, nothing could be tested.
  const isTestable = examples.some((example) => typeof example === 'string' && new Expression(pattern).test(example));
  return isTestable ? { ...shape, pattern } : shape;
}

function numberShape(schema: Node, isInteger: boolean): Shape {
  const [minimum, maximum] = [numberAt(schema, 'minimum'), numberAt(schema, 'maximum')];
  // In OpenAPI 3.0 a flag says that a bound is itself out of bounds, in 3.1 it is a bound of its own.
  const isAbove = schema['exclusiveMinimum'] === true;
  const isBelow = schema['exclusiveMaximum'] === true;
  return {
    kind: 'number',
    isInteger,
    minimum: isAbove ? undefined : minimum,
    maximum: isBelow ? undefined : maximum,
    above: isAbove ? minimum : numberAt(schema, 'exclusiveMinimum'),
    below: isBelow ? maximum : numberAt(schema, 'exclusiveMaximum'),
    ...(/^u?int64$/.test(textAt(schema, 'format') ?? '') && { isLong: true }),
  };
}

function isExpression(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern));
  } catch {
    // Of another dialect; the schema then does without it.
    return false;
  }
}

function isChoice(value: unknown): value is Choice {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
