import { z } from 'zod';
import { Expression } from './expression.ts';
import type { Models } from './models.ts';
import { type Choice, fieldsOf, type Shape, type Side } from './shape.ts';
import { xsd, xsdTypeOf } from './xsd.ts';
import { exactly } from './zod-code.ts';

/** The schema that `zodCode` writes, built: an example is only used where it fits. Kept alike by a test. */
export function zodSchema(shape: Shape, side: Side, models: Models): z.ZodType {
  return new Builder(side, models).schema(shape);
}

class Builder {
  readonly #side: Side;
  readonly #models: Models;
  readonly #built = new Map<string, z.ZodType>();

  constructor(side: Side, models: Models) {
    this.#side = side;
    this.#models = models;
  }

  schema(shape: Shape): z.ZodType {
    const bare = this.#bare(shape);
    return shape.isNullable && !(shape.kind === 'written' && this.#side === 'output') ? bare.nullable() : bare;
  }

  #bare(shape: Shape): z.ZodType {
    switch (shape.kind) {
      case 'text':
        return this.#text(shape);
      case 'number':
        return this.#number(shape);
      case 'boolean':
        return z.boolean();
      case 'null':
        return z.null();
      case 'unknown':
        return z.unknown();
      case 'written':
        return this.#written(shape);
      case 'choice':
        return this.#side === 'output' && !shape.isFixed ? openChoice(shape.values) : z.literal([...shape.values]);
      case 'list':
        return this.#list(shape);
      case 'union':
        return z.union(shape.options.map((option) => this.schema(option)));
      case 'model':
        return this.#model(shape.name);
      case 'all':
      case 'object':
        return this.#object(shape);
    }
  }

  #written(shape: Shape & { kind: 'written' }): z.ZodType {
    const { as, isExact } = shape;
    if (this.#side === 'input') {
      const value = { boolean: z.boolean(), number: z.number(), integer: z.int() }[as];
      return isExact ? z.union([value, z.string().check(z.regex(exactly(as)))]) : value;
    }
    return xsd[xsdTypeOf(shape)];
  }

  #model(name: string): z.ZodType {
    return z.lazy(() => {
      const known = this.#built.get(name) ?? this.schema(this.#models.get(name).shape);
      this.#built.set(name, known);
      return known;
    });
  }

  #object(shape: Shape): z.ZodType {
    const object = this.#models.asObject(shape);
    if (!object) return shape.kind === 'all' ? this.#all(shape.parts) : z.unknown();
    const { rest } = object;
    const fields = Object.fromEntries(
      fieldsOf(object, this.#side).map(({ name, shape: inner, isRequired }) => [
        name,
        isRequired ? this.schema(inner) : this.schema(inner).optional(),
      ]),
    );
    if (rest && Object.keys(fields).length === 0) return z.record(z.string(), this.schema(rest));
    if (rest) return z.object(fields).catchall(this.schema(rest));
    if (this.#side === 'input' && object.others === 'refused') return z.strictObject(fields);
    if (this.#side === 'input' && object.others !== 'kept') return z.object(fields);
    return object.mayBeEmpty ? z.looseObject(fields).or(z.literal('')) : z.looseObject(fields);
  }

  #all(parts: readonly Shape[]): z.ZodType {
    return parts.map((part) => this.schema(part)).reduce((one, other) => z.intersection(one, other), z.unknown());
  }

  #list({ items, minItems, maxItems, mayBeBare }: Shape & { kind: 'list' }): z.ZodType {
    const list = z.array(this.schema(items));
    if (this.#side === 'output') return mayBeBare ? z.preprocess(asList, list) : list;
    return list.check(...(minItems ? [z.minLength(minItems)] : []), ...(maxItems === undefined ? [] : [z.maxLength(maxItems)]));
  }

  #text({ format, pattern, minLength, maxLength }: Shape & { kind: 'text' }): z.ZodType {
    if (this.#side === 'output') return z.string();
    return (format ? formats[format]() : z.string()).check(
      ...(minLength ? [z.minLength(minLength)] : []),
      ...(maxLength === undefined ? [] : [z.maxLength(maxLength)]),
      ...(pattern === undefined ? [] : [z.regex(new Expression(pattern))]),
    );
  }

  #number({ isInteger, minimum, maximum, above, below, isLong }: Shape & { kind: 'number' }): z.ZodType {
    const number = isInteger ? z.int() : z.number();
    if (this.#side === 'output') return isLong ? z.union([number, z.string()]) : number;
    const bounded = number.check(
      ...(minimum === undefined ? [] : [z.gte(minimum)]),
      ...(maximum === undefined ? [] : [z.lte(maximum)]),
      ...(above === undefined ? [] : [z.gt(above)]),
      ...(below === undefined ? [] : [z.lt(below)]),
    );
    return isLong ? z.union([bounded, z.string().check(z.regex(exactly('integer')))]) : bounded;
  }
}

function openChoice(values: readonly Choice[]): z.ZodType {
  const texts = values.filter((value) => typeof value === 'string');
  const options = [
    ...(texts.length > 0 ? [z.literal(texts), z.string()] : []),
    ...(values.some((value) => typeof value === 'number') ? [z.number()] : []),
    ...(values.some((value) => typeof value === 'boolean') ? [z.boolean()] : []),
  ];
  const [only] = options;
  return options.length === 1 && only ? only : z.union(options);
}

/** As `asList()` of the SDK does. */
function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

const formats = {
  email: () => z.email(),
  guid: () => z.guid(),
  url: () => z.url(),
  date: () => z.iso.date(),
  'date-time': () => z.iso.datetime({ offset: true }),
  ipv4: () => z.ipv4(),
  ipv6: () => z.ipv6(),
} as const;
