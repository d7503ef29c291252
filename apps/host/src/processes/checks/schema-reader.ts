import type { JsonSchema } from '@mortise/sdk';

const mostFollowed = 20;
const knownTypes = new WeakMap<object, ReadonlySet<string> | 'open'>();

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads what a JSON Schema says for certain; references within it are followed. */
export class SchemaReader {
  /** What is read: the same object each time the same part of a schema is. */
  readonly part: Readonly<Record<string, unknown>>;
  readonly #root: JsonSchema;

  constructor(schema: unknown, root: JsonSchema = isRecord(schema) ? schema : {}) {
    this.#root = root;
    this.part = resolve(schema, root);
  }

  /** The types that a value may have; nothing where that is open. */
  get types(): ReadonlySet<string> | undefined {
    const known = knownTypes.get(this.part);
    if (known) return known === 'open' ? undefined : known;
    // A schema that is one of its own choices leaves it open.
    knownTypes.set(this.part, 'open');
    const types = this.#readTypes();
    if (types) knownTypes.set(this.part, types);
    return types;
  }

  #readTypes(): ReadonlySet<string> | undefined {
    const { type, anyOf, oneOf } = this.part;
    if (typeof type === 'string') return new Set([type]);
    if (Array.isArray(type)) return new Set(type.map(String));
    const { values } = this;
    if (values) return new Set(values.map(typeOf));
    const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
    if (!choices) return undefined;
    const types = choices.map((choice) => new SchemaReader(choice, this.#root).types);
    return types.every((each) => each !== undefined) ? new Set(types.flatMap((each) => [...each])) : undefined;
  }

  /** The values to choose from, where they are listed. */
  get values(): readonly unknown[] | undefined {
    if ('const' in this.part) return [this.part['const']];
    return Array.isArray(this.part['enum']) ? this.part['enum'] : undefined;
  }

  /** It is of this type alone, and this very schema says what it is like. */
  isOnly(type: 'object' | 'array'): boolean {
    const isComposed = ['anyOf', 'oneOf', 'allOf', 'if', 'not'].some((word) => word in this.part);
    return !isComposed && this.part['type'] === type;
  }

  get required(): ReadonlySet<string> {
    const { required } = this.part;
    return new Set(Array.isArray(required) ? required.map(String) : []);
  }

  /** What a path through objects leads to, as far as the schema tells. */
  at(names: readonly string[]): SchemaReader | 'absent' | 'unknown' {
    const [name, ...rest] = names;
    if (name === undefined) return this;
    if (!this.isOnly('object')) return 'unknown';
    return this.property(name)?.at(rest) ?? (this.isClosed ? 'absent' : 'unknown');
  }

  get names(): readonly string[] {
    return isRecord(this.part['properties']) ? Object.keys(this.part['properties']) : [];
  }

  property(name: string): SchemaReader | undefined {
    const { properties } = this.part;
    if (!isRecord(properties) || !Object.hasOwn(properties, name)) return undefined;
    return new SchemaReader(properties[name], this.#root);
  }

  /** Has no other properties than those it names. */
  get isClosed(): boolean {
    return this.part['additionalProperties'] === false && !('patternProperties' in this.part);
  }

  get items(): SchemaReader | undefined {
    const { items, prefixItems } = this.part;
    return isRecord(items) && prefixItems === undefined ? new SchemaReader(items, this.#root) : undefined;
  }

  /** Has one item at least. */
  get hasItems(): boolean {
    const { minItems } = this.part;
    return typeof minItems === 'number' && minItems > 0;
  }
}

function resolve(schema: unknown, root: JsonSchema): Readonly<Record<string, unknown>> {
  let at = schema;
  for (let count = 0; isRecord(at) && typeof at['$ref'] === 'string'; count++) {
    // What stands elsewhere, or goes round in circles, says nothing.
    if (count === mostFollowed || !/^#(?:\/[^%]*)?$/.test(at['$ref'])) return {};
    at = pointed(root, at['$ref']);
  }
  return isRecord(at) ? at : {};
}

function pointed(root: JsonSchema, reference: string): unknown {
  let at: unknown = root;
  for (const part of reference.slice(1).split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    at = isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

/** As JSON Schema names types. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
