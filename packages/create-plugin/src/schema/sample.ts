import { wordsOf } from '../code/words.ts';
import { CreateError } from '../create-error.ts';
import { Expression } from './expression.ts';
import type { Models } from './models.ts';
import { type Field, fieldsOf, type Shape, type Side, type TextFormat } from './shape.ts';
import { zodSchema } from './zod-schema.ts';

const deepest = 8;
const mostWithin = 12;

/**
 * A value for the tests of a connector: what the description gives as an example, where that is a right one, otherwise one that is
 * made up. Throws a CreateError where none can be made, such as for a pattern without an example.
 */
export function sample(name: string, shape: Shape, side: Side, models: Models): unknown {
  const value = new Sampler(side, models).value(name, shape, 0);
  const fits = zodSchema(shape, side, models).safeParse(value);
  if (fits.success) return value;
  const [issue] = fits.error.issues;
  throw new CreateError(`No value could be made up for ${[name, ...(issue?.path ?? [])].join('.')}.`, 'Leave the operation out');
}

class Sampler {
  readonly #side: Side;
  readonly #models: Models;
  /** The models that the value being made up is part of. */
  readonly #within: string[] = [];

  constructor(side: Side, models: Models) {
    this.#side = side;
    this.#models = models;
  }

  value(name: string, shape: Shape, depth: number): unknown {
    const given = this.#example(shape);
    if (given !== undefined) return given;
    switch (shape.kind) {
      case 'text':
        return sampleText(name, shape);
      case 'number':
        return number(shape);
      case 'boolean':
        return true;
      case 'null':
        return null;
      case 'unknown':
        return `some ${label(name)}`;
      case 'written':
        if (this.#side === 'input') return shape.as === 'boolean' ? true : 1;
        return shape.as === 'boolean' ? 'true' : '1';
      case 'choice':
        return shape.values[0];
      case 'list':
        return this.#list(name, shape, depth);
      case 'union':
        return this.value(name, shape.options[0] ?? { kind: 'unknown' }, depth + 1);
      case 'model':
        return this.#model(name, shape.name, depth);
      case 'all':
      case 'object':
        return this.#object(name, shape, depth);
    }
  }

  #example(shape: Shape): unknown {
    if (!shape.examples?.length) return undefined;
    const schema = zodSchema(shape, this.#side, this.#models);
    for (const example of shape.examples) {
      // An empty text says nothing in a test, and an empty answer is none.
      if (holdsPrototype(example) || example === '') continue;
      const read = schema.safeParse(example);
      // Fields that the schema drops would not arrive, and the test would miss them.
      if (read.success && read.data !== undefined) return this.#side === 'input' ? read.data : example;
    }
    return undefined;
  }

  #model(name: string, model: string, depth: number): unknown {
    // Such a shape demands itself without end, or nearly so; what is made of it then does not fit.
    if (this.#within.length > mostWithin) return {};
    this.#within.push(model);
    const value = this.value(name, this.#models.get(model).shape, depth);
    this.#within.pop();
    return value;
  }

  #list(name: string, { items, minItems = 0 }: Shape & { kind: 'list' }, depth: number): unknown[] {
    const count = Math.max(minItems, depth >= deepest || this.#isWithin(items) ? 0 : 1);
    return Array.from({ length: count }, () => this.value(singular(name), items, depth + 1));
  }

  #object(name: string, shape: Shape, depth: number): unknown {
    const object = this.#models.asObject(shape);
    if (!object) {
      const parts = shape.kind === 'all' ? shape.parts.map((part) => this.value(name, part, depth + 1)) : [];
      // Parts that are no objects are said more than once; each of them is all of the value.
      return parts.every(isRecord) ? Object.assign({}, ...parts) : parts[0];
    }
    const shown = withoutOtherOptions(fieldsOf(object, this.#side).filter((field) => this.#isShown(field, depth)));
    const entries = shown.map((field) => [field.name, this.value(field.name, field.shape, depth + 1)]);
    if (entries.length === 0 && object.rest) return { key: this.value('value', object.rest, depth + 1) };
    return Object.fromEntries(entries);
  }

  /** What is optional is shown where it is plain and near the top, so that a test stays readable. */
  #isShown({ isRequired, shape }: Field, depth: number): boolean {
    if (isRequired) return true;
    const { kind } = this.#models.resolve(shape);
    const isPlain = ['text', 'number', 'boolean', 'choice', 'written'].includes(kind);
    if (depth > (isPlain ? 3 : 1) || kind === 'unknown' || this.#isWithin(shape)) return false;
    return zodSchema(shape, this.#side, this.#models).safeParse(this.value('sample', shape, depth + 1)).success;
  }

  #isWithin(shape: Shape): boolean {
    if (shape.kind === 'list') return this.#isWithin(shape.items);
    return shape.kind === 'model' && this.#within.includes(shape.name);
  }
}

/** Of each choice the option that comes first. */
function withoutOtherOptions(fields: readonly Field[]): Field[] {
  const taken = new Map<object, number>();
  return fields.filter(({ choices = [] }) => {
    const fits = choices.every(({ choice, option }) => (taken.get(choice) ?? option) === option);
    if (fits) for (const { choice, option } of choices) taken.set(choice, option);
    return fits;
  });
}

const texts: Readonly<Record<TextFormat, string>> = {
  email: 'ada@example.com',
  guid: '6f1c2f0e-6b5a-4c3d-9e8f-0a1b2c3d4e5f',
  url: 'https://example.com/',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

/** A text that fits, as far as one can be made up. */
export function sampleText(
  name: string,
  { format, pattern, minLength = 0, maxLength = Infinity }: Shape & { kind: 'text' },
): string {
  if (format) return texts[format];
  const plain = label(name).padEnd(minLength, '.').slice(0, maxLength);
  if (pattern === undefined) return plain;
  const candidates = [
    plain,
    '1',
    '12',
    '123',
    '1234',
    '12345',
    'a',
    'ab',
    'abc',
    'ABC',
    'A1',
    'CZ',
    'EUR',
    'en-US',
    '1.0.0',
    '2026-01-31',
    '#ff0000',
    '+420123456789',
    texts.guid,
    'a'.repeat(32),
    '0'.repeat(40),
  ];
  const expression = new Expression(pattern);
  return (
    candidates.find(
      (candidate) => expression.test(candidate) && candidate.length >= minLength && candidate.length <= maxLength,
    ) ?? plain
  );
}

function number({ minimum, maximum, above, below, isInteger }: Shape & { kind: 'number' }): number {
  const step = isInteger ? 1 : 0.5;
  const low = Math.max(minimum ?? -Infinity, above === undefined ? -Infinity : above + step);
  const high = Math.min(maximum ?? Infinity, below === undefined ? Infinity : below - step);
  return Math.min(Math.max(1, low), high);
}

function label(name: string): string {
  return wordsOf(name).join(' ') || 'text';
}

function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `{ "__proto__": … }` of JSON cannot be written as a literal, nor kept by a schema. */
function holdsPrototype(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsPrototype);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name === '__proto__' || holdsPrototype(inner));
}
