import { key, literal } from '../code/literal.ts';
import { type Models, othersOf } from './models.ts';
import { type Choice, type Field, fieldsOf, type Shape, type Side, type TextFormat, type UnionKind } from './shape.ts';
import { xsdTypeOf } from './xsd.ts';

export interface ZodCodeOptions {
  readonly side: Side;
  readonly models: Models;
  /** The identifier that a model has on this side. */
  readonly identifierOf: (model: string) => string;
  /** The model whose schema is written, for those that lead back to it. */
  readonly owner?: string;
}

/** Writes shapes as zod schemas, and keeps in mind what the code uses. */
export class ZodCode {
  readonly #options: ZodCodeOptions;
  /** Names of the models that the code refers to. */
  readonly models = new Set<string>();
  /** Whether a schema that is not deferred leads back to itself, so that TypeScript cannot tell its type. */
  isLazy = false;
  usesAsList = false;
  usesXsd = false;

  constructor(options: ZodCodeOptions) {
    this.#options = options;
  }

  expression(shape: Shape, isOptional = false): string {
    // What is read of XML may be null in any case.
    const isNullable = shape.isNullable && !(shape.kind === 'written' && this.#options.side === 'output');
    const marks = [
      isNullable ? (isOptional ? '.nullish()' : '.nullable()') : isOptional ? '.optional()' : '',
      shape.description === undefined ? '' : `.meta({ description: ${literal(shape.description)} })`,
    ];
    return `${this.#bare(shape)}${marks.join('')}`;
  }

  /** The fields of an object, to be put between braces. */
  fields(fields: readonly Field[]): string {
    return fieldsOf({ fields }, this.#options.side)
      .map((field) => this.#field(field))
      .join(', ');
  }

  #field({ name, shape, isRequired }: Field): string {
    if (!this.#leadsBack(shape)) return `${key(name)}: ${this.expression(shape, !isRequired)}`;
    const before = this.isLazy;
    const code = this.#deferred(() => this.expression(shape, !isRequired));
    this.isLazy = before;
    return `get ${key(name)}(): ${this.#type(shape, !isRequired)} { return ${code}; }`;
  }

  #isDeferred = false;

  #deferred(write: () => string): string {
    const before = this.#isDeferred;
    this.#isDeferred = true;
    const code = write();
    this.#isDeferred = before;
    return code;
  }

  #bare(shape: Shape): string {
    switch (shape.kind) {
      case 'text':
        return this.#text(shape);
      case 'number':
        return this.#number(shape);
      case 'boolean':
      case 'null':
      case 'unknown':
        return `z.${shape.kind}()`;
      case 'written':
        return this.#written(shape);
      case 'choice':
        return this.#options.side === 'output' && !shape.isFixed ? openChoice(shape.values) : choice(shape.values);
      case 'list':
        return this.#list(shape);
      case 'union':
        return this.#union(shape);
      case 'model':
        return this.#reference(shape.name);
      case 'all':
      case 'object':
        return this.#object(shape);
    }
  }

  #union({ options, tag }: UnionKind): string {
    const written = options.map((option) => this.expression(option)).join(', ');
    const isTold = tag !== undefined && this.#options.side === 'input' && options.every((option) => this.#isTold(option));
    return isTold ? `z.discriminatedUnion(${literal(tag)}, [${written}])` : `z.union([${written}])`;
  }

  /** A tag can tell objects alone, and those whose fields are known before it is asked for. */
  #isTold(option: Shape): boolean {
    const { models } = this.#options;
    const object = models.asObject(option);
    const isNullable = option.isNullable || models.resolve(option).isNullable;
    return object !== undefined && !object.rest && !isNullable && !this.#leadsBack(option);
  }

  #written(shape: Shape & { kind: 'written' }): string {
    const { as, isExact } = shape;
    if (this.#options.side === 'input') {
      const value = { boolean: 'z.boolean()', number: 'z.number()', integer: 'z.int()' }[as];
      return isExact ? `z.union([${value}, z.string().regex(${String(exactly(as))})])` : value;
    }
    this.usesXsd = true;
    return `xsd.${xsdTypeOf(shape)}`;
  }

  #reference(name: string): string {
    this.models.add(name);
    const identifier = this.#options.identifierOf(name);
    if (this.#isDeferred || !this.#isBack(name)) return identifier;
    this.isLazy = true;
    return `z.lazy(() => ${identifier})`;
  }

  #object(shape: Shape): string {
    const { models, side } = this.#options;
    const extended = this.#extended(shape);
    if (extended !== undefined) return extended;
    const object = models.asObject(shape);
    if (!object) return shape.kind === 'all' ? this.#all(shape.parts) : 'z.unknown()';
    const fields = this.fields(object.fields);
    if (object.rest) {
      const rest = this.expression(object.rest);
      return fields === '' ? `z.record(z.string(), ${rest})` : `z.object({ ${fields} }).catchall(${rest})`;
    }
    if (side === 'input') return `z.${objects[object.others ?? 'dropped']}(${fields === '' ? '{}' : `{ ${fields} }`})`;
    return `z.looseObject({ ${fields} })${object.mayBeEmpty ? ".or(z.literal(''))" : ''}`;
  }

  /** A named object with further fields, where the description says just that. */
  #extended(shape: Shape): string | undefined {
    if (shape.kind !== 'all' || shape.parts.length !== 2) return undefined;
    const [base, more] = shape.parts;
    if (base?.kind !== 'model' || more?.kind !== 'object' || more.rest || more.required?.length || this.#isBack(base.name)) {
      return undefined;
    }
    const { shape: known } = this.#options.models.get(base.name);
    if (known.kind !== 'object' || known.rest || known.isNullable) return undefined;
    // What is extended does with other fields what it did before.
    if (this.#options.side === 'input' && known.others !== othersOf([known, more])) return undefined;
    const fields = this.fields(more.fields);
    return fields === '' ? this.#reference(base.name) : `${this.#reference(base.name)}.extend({ ${fields} })`;
  }

  #all(parts: readonly Shape[]): string {
    const [first = 'z.unknown()', ...rest] = parts.map((part) => this.expression(part));
    return rest.reduce((code, part) => `${code}.and(${part})`, first);
  }

  #list({ items, minItems, maxItems, mayBeBare }: Shape & { kind: 'list' }): string {
    const list = `z.array(${this.expression(items)})`;
    if (mayBeBare && this.#options.side === 'output') {
      this.usesAsList = true;
      return `z.preprocess(asList, ${list})`;
    }
    return this.#options.side === 'output' ? list : `${list}${call('min', minItems || undefined)}${call('max', maxItems)}`;
  }

  #text({ format, pattern, minLength, maxLength }: Shape & { kind: 'text' }): string {
    if (this.#options.side === 'output') return 'z.string()';
    const regex = pattern === undefined ? '' : `.regex(${String(new RegExp(pattern))})`;
    return `${format ? formats[format] : 'z.string()'}${call('min', minLength || undefined)}${call('max', maxLength)}${regex}`;
  }

  #number({ isInteger, minimum, maximum, above, below, isLong }: Shape & { kind: 'number' }): string {
    const number = isInteger ? 'z.int()' : 'z.number()';
    if (this.#options.side === 'output') return isLong ? 'z.union([z.int(), z.string()])' : number;
    const bounded = `${number}${call('min', minimum)}${call('max', maximum)}${call('gt', above)}${call('lt', below)}`;
    // An answer gives it as text where it is long, and what takes it has to take that.
    return isLong ? `z.union([${bounded}, z.string().regex(${String(exactly('integer'))})])` : bounded;
  }

  #isBack(name: string): boolean {
    const { owner, models } = this.#options;
    return owner !== undefined && models.isCyclic(owner, name);
  }

  /** Whether a shape itself, and not only a field of an object in it, is one that leads back to the owner. */
  #leadsBack(shape: Shape): boolean {
    switch (shape.kind) {
      case 'model':
        return this.#isBack(shape.name);
      case 'list':
        return this.#leadsBack(shape.items);
      case 'object':
        return shape.rest !== undefined && this.#leadsBack(shape.rest);
      case 'union':
        return shape.options.some((option) => this.#leadsBack(option));
      case 'all':
        return shape.parts.some((part) => this.#leadsBack(part));
      default:
        return false;
    }
  }

  /** The type of a getter, without which TypeScript would go round in circles. */
  #type(shape: Shape, isOptional: boolean): string {
    const bare = this.#bareType(shape);
    const nullable = shape.isNullable ? `z.ZodNullable<${bare}>` : bare;
    return isOptional ? `z.ZodOptional<${nullable}>` : nullable;
  }

  #bareType(shape: Shape): string {
    if (shape.kind === 'model') return `typeof ${this.#options.identifierOf(shape.name)}`;
    if (shape.kind === 'list' && !shape.mayBeBare) return `z.ZodArray<${this.#type(shape.items, false)}>`;
    if (shape.kind === 'object' && shape.rest && shape.fields.length === 0) {
      return `z.ZodRecord<z.ZodString, ${this.#type(shape.rest, false)}>`;
    }
    return 'z.ZodType';
  }
}

function choice(values: readonly Choice[]): string {
  const distinct = [...new Set(values)];
  if (distinct.length === 1) return `z.literal(${literal(distinct[0])})`;
  return distinct.every((value) => typeof value === 'string')
    ? `z.enum(${literal(distinct)})`
    : `z.literal(${literal(distinct)})`;
}

/** A choice of an answer: its values for people and for their types, and whatever the service adds to them. */
function openChoice(values: readonly Choice[]): string {
  const texts = values.filter((value) => typeof value === 'string');
  const options = [
    ...(texts.length > 0 ? [choice(texts), 'z.string()'] : []),
    ...(['number', 'boolean'] as const)
      .filter((type) => values.some((value) => typeof value === type))
      .map((type) => `z.${type}()`),
  ];
  return options.length === 1 ? options.join('') : `z.union([${options.join(', ')}])`;
}

/** Text that holds a number whose digits a number would lose. */
export function exactly(as: 'boolean' | 'number' | 'integer'): RegExp {
  return as === 'integer' ? /^[+-]?\d+$/ : /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
}

const objects = { kept: 'looseObject', refused: 'strictObject', dropped: 'object' } as const;

function call(method: string, bound: number | undefined): string {
  return bound === undefined ? '' : `.${method}(${bound})`;
}

const formats: Readonly<Record<TextFormat, string>> = {
  email: 'z.email()',
  guid: 'z.guid()',
  url: 'z.url()',
  date: 'z.iso.date()',
  'date-time': 'z.iso.datetime({ offset: true })',
  ipv4: 'z.ipv4()',
  ipv6: 'z.ipv6()',
};
