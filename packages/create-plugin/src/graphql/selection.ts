import {
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { toHint } from '../code/sentences.ts';
import { capitalise } from '../code/words.ts';
import type { Models } from '../schema/models.ts';
import type { Field, Shape } from '../schema/shape.ts';
import { readConnection } from './relay.ts';
import { enumShape, scalarShape } from './scalars.ts';

/** What is asked of a type: the text of its selection, empty for a scalar, and the shape of the answer. */
export interface Selection {
  readonly text: string;
  readonly shape: Shape;
}

type SchemaField = GraphQLField<unknown, unknown>;
/** A field, and what it is called in the answer. */
interface AskedField {
  readonly field: SchemaField;
  readonly name: string;
}

/** One of the types that a type may be, with what is asked of it alone. */
interface Option {
  readonly type: GraphQLObjectType;
  readonly own: readonly AskedField[];
}

type FieldsType = Exclude<GraphQLNamedOutputType, Parameters<typeof enumShape>[0] | Parameters<typeof scalarShape>[0]>;

/** Objects within objects are asked for down to here; deeper ones are added by hand. */
const deepest = 1;
/** A type that may be more types than that is asked for what all of them have. */
const mostTypes = 10;

const typeName: Field = { name: '__typename', shape: { kind: 'text' }, isRequired: true };

/** Says what to ask of the types of a schema. Those with fields become models, which connectors share. */
export class Selections {
  readonly #schema: GraphQLSchema;
  readonly #models: Models;

  constructor(schema: GraphQLSchema, models: Models) {
    this.#schema = schema;
    this.#models = models;
  }

  of(type: GraphQLOutputType): Selection {
    return { text: this.#text(getNamedType(type), 0), shape: this.#shape(type, 0) };
  }

  #text(type: GraphQLNamedOutputType, depth: number): string {
    if (isLeafType(type)) return '';
    const fields = this.#fields(type, depth).map((field) => this.#fieldText(field, depth));
    const fragments = this.#options(type, depth).flatMap(({ type: each, own }) => {
      const asked = own.map(({ field, name }) => this.#fieldText(field, depth, name));
      return asked.length === 0 ? [] : [`... on ${each.name} { ${asked.join(' ')} }`];
    });
    const asksForType = isAbstractType(type) || fields.length === 0;
    return `{ ${[...(asksForType ? [typeName.name] : []), ...fields, ...fragments].join(' ')} }`;
  }

  #fieldText({ name, type }: SchemaField, depth: number, shown = name): string {
    const text = this.#text(getNamedType(type), depth + 1);
    const asked = shown === name ? name : `${shown}: ${name}`;
    return text === '' ? asked : `${asked} ${text}`;
  }

  #shape(type: GraphQLOutputType, depth: number): Shape {
    return isNonNullType(type) ? this.#bare(type.ofType, depth) : { ...this.#bare(type, depth), isNullable: true };
  }

  #bare(type: GraphQLOutputType, depth: number): Shape {
    if (isNonNullType(type)) return this.#bare(type.ofType, depth);
    if (isListType(type)) return { kind: 'list', items: this.#shape(type.ofType, depth) };
    if (isScalarType(type)) return scalarShape(type);
    return isLeafType(type) ? enumShape(type) : this.#model(type, depth);
  }

  /** What is asked of a type inside of another may be less than what is asked of it by itself, and is then called a summary. */
  #model(type: FieldsType, depth: number): Shape {
    const isSummary = depth > 0 && this.#text(type, 0) !== this.#text(type, depth);
    const shown = isSummary ? `${type.name}Summary` : type.name;
    const name = `answered ${shown}`;
    this.#models.define(name, () => this.#described(type, depth), shown);
    return { kind: 'model', name };
  }

  #described(type: FieldsType, depth: number): Shape {
    const fields = this.#fields(type, depth).map((field) => this.#field(field, depth));
    if (!isAbstractType(type)) return { kind: 'object', fields: fields.length === 0 ? [typeName] : fields };
    const others: Shape = { kind: 'object', fields: [typeName, ...fields] };
    const options = this.#options(type, depth).map(({ type: each, own }): Shape => {
      const tag: Field = { ...typeName, shape: { kind: 'choice', values: [each.name], isFixed: true } };
      const asked = own.map(({ field, name }): Field => ({ ...this.#field(field, depth), name }));
      return { kind: 'object', fields: [tag, ...fields, ...asked] };
    });
    // The service may add types; what all of them have is there at least.
    return options.length === 0 ? others : { kind: 'union', options: [...options, others] };
  }

  #field({ name, type, description }: SchemaField, depth: number): Field {
    const hint = toHint(description ?? undefined);
    const shape = this.#shape(type, depth + 1);
    return { name, shape: hint === undefined ? shape : { ...shape, description: hint }, isRequired: true };
  }

  /** Those that need no arguments and do not lie too deep. */
  #fields(type: FieldsType, depth: number): SchemaField[] {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).filter((field) => {
      const needsMore = field.args.some(
        ({ type: argument, defaultValue }) => isNonNullType(argument) && defaultValue === undefined,
      );
      if (needsMore || field.deprecationReason != null) return false;
      // Services refuse a list of Relay that is asked for without saying how much of it.
      return isLeafType(getNamedType(field.type)) || (depth < deepest && !readConnection(field));
    });
  }

  #possible(type: FieldsType): readonly GraphQLObjectType[] {
    const types = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    return types.length > mostTypes ? [] : types;
  }

  /**
   * What is asked of each of the types that a type may be, besides what all of them have. One name of an answer has one type, so that a
   * field of another type than that of the same name before it is asked for under the name of its type: `pullRequestTitle: title`.
   */
  #options(type: FieldsType, depth: number): readonly Option[] {
    const possible = this.#possible(type);
    const common = new Set(this.#fields(type, depth).map(({ name }) => name));
    const taken = new Set([...common, ...possible.flatMap((each) => Object.keys(each.getFields()))]);
    const asked = new Map<string, string>();
    return possible.map((each) => {
      const fields = this.#fields(each, depth).filter(({ name }) => !common.has(name));
      const own = fields.map((field): AskedField => {
        const before = asked.get(field.name) ?? String(field.type);
        asked.set(field.name, before);
        return { field, name: before === String(field.type) ? field.name : aliasOf(each, field, taken) };
      });
      return { type: each, own };
    });
  }
}

function aliasOf({ name: type }: GraphQLObjectType, { name: field }: SchemaField, taken: Set<string>): string {
  const wanted = `${type.charAt(0).toLowerCase()}${type.slice(1)}${capitalise(field)}`;
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}
