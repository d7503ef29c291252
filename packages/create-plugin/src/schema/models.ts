import { Names } from '../code/names.ts';
import { kebab, pascal } from '../code/words.ts';
import { type Field, type ObjectKind, partsOf, type Shape, type Side } from './shape.ts';

/** A shape that several connectors may share: the class-like name of its schema, and its file. */
export interface Model {
  readonly name: string;
  readonly shape: Shape;
  readonly identifier: string;
  readonly file: string;
}

/** The shapes of one description that have names, by these names. */
export class Models {
  readonly #models = new Map<string, Model>();
  readonly #reached = new Map<string, ReadonlySet<string>>();
  readonly #identifiers: Names;
  readonly #files: Names;

  /** Classes and files that have their names already. */
  constructor(identifiers: readonly string[], files: readonly string[]) {
    this.#identifiers = new Names(identifiers);
    this.#files = new Names(files);
  }

  has(name: string): boolean {
    return this.#models.has(name);
  }

  /** Defines a model. `describe` is called after the name is known, since a model may hold itself. `shown` is what files call it. */
  define(name: string, describe: () => Shape, shown = name): void {
    if (this.has(name)) return;
    const identifier = this.#identifiers.take(pascal(shown, 'model'), 'Model');
    const model = { name, identifier, file: this.#files.take(kebab(shown, 'model')), shape: { kind: 'unknown' as const } };
    this.#models.set(name, model);
    this.#models.set(name, { ...model, shape: describe() });
  }

  /** A name of its own for what is said of a model on one more side. */
  takeIdentifier(wanted: string): string {
    return this.#identifiers.take(wanted);
  }

  get(name: string): Model {
    const model = this.#models.get(name);
    if (!model) throw new TypeError(`There is no model "${name}".`);
    return model;
  }

  /** The shape behind a name, and behind the name that it may lead to. */
  resolve(shape: Shape): Shape {
    let current = shape;
    for (let steps = 0; current.kind === 'model' && steps < 100; steps += 1) current = this.get(current.name).shape;
    return current;
  }

  /** Whether a model leads back to itself by way of another, which then cannot be built before it. */
  isCyclic(from: string, to: string): boolean {
    return to === from || this.#reachedBy(to).has(from);
  }

  #reachedBy(name: string): ReadonlySet<string> {
    const known = this.#reached.get(name);
    if (known) return known;
    const found = new Set<string>();
    const open = [this.get(name).shape];
    for (let shape = open.pop(); shape; shape = open.pop()) {
      if (shape.kind === 'model') {
        if (found.has(shape.name)) continue;
        found.add(shape.name);
        open.push(this.get(shape.name).shape);
      } else open.push(...partsOf(shape, 'input'), ...partsOf(shape, 'output'));
    }
    this.#reached.set(name, found);
    return found;
  }

  /** The fields of a shape that is an object, of all its parts where it has several. Nothing for any other shape. */
  asObject(shape: Shape, seen: ReadonlySet<string> = new Set()): ObjectKind | undefined {
    if (shape.kind === 'object') return shape;
    if (shape.kind === 'model') {
      return seen.has(shape.name) ? undefined : this.asObject(this.get(shape.name).shape, new Set([...seen, shape.name]));
    }
    if (shape.kind !== 'all') return undefined;
    const parts = shape.parts.map((part) => this.asObject(part, seen)).filter((part) => part !== undefined);
    return parts.length === shape.parts.length ? merge(parts) : undefined;
  }

  /** Names of the models that a shape needs, on which side each. */
  needed(roots: readonly (readonly [Shape, Side])[]): ReadonlyMap<string, ReadonlySet<Side>> {
    const needed = new Map<string, Set<Side>>();
    const open = [...roots];
    for (let next = open.pop(); next; next = open.pop()) {
      const [shape, side] = next;
      if (shape.kind !== 'model') {
        open.push(...partsOf(shape, side).map((part) => [part, side] as const));
        continue;
      }
      const sides = needed.get(shape.name) ?? new Set();
      if (sides.has(side)) continue;
      needed.set(shape.name, sides.add(side));
      open.push([this.get(shape.name).shape, side]);
    }
    return needed;
  }
}

/** One part that refuses the fields of the others would leave nothing that fits. */
export function othersOf(parts: readonly ObjectKind[]): ObjectKind['others'] {
  if (parts.some(({ others }) => others === 'kept')) return 'kept';
  return parts.some(({ others }) => others === 'refused') ? 'refused' : undefined;
}

function merge(parts: readonly ObjectKind[]): ObjectKind {
  const fields = new Map<string, Field>();
  const tags = new Map<string, Field>();
  for (const part of parts) {
    for (const field of part.fields) {
      if (field.isTag) {
        tags.set(field.name, field);
        continue;
      }
      const before = fields.get(field.name);
      fields.set(field.name, before ? { ...field, isRequired: field.isRequired || before.isRequired } : field);
    }
  }
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  const rest = parts.find((part) => part.rest)?.rest;
  const others = othersOf(parts);
  return {
    kind: 'object',
    fields: withTags(fields, tags).map((field) => (required.has(field.name) ? { ...field, isRequired: true } : field)),
    ...(rest && { rest }),
    ...(others && { others }),
  };
}

/** The fields, each in its place: where one is a tag too, the tag is sent, and the field itself is answered. */
function withTags(fields: ReadonlyMap<string, Field>, tags: ReadonlyMap<string, Field>): Field[] {
  const told = [...fields.values()].flatMap((field): Field[] => {
    const tag = tags.get(field.name);
    if (!tag) return [field];
    return field.only === 'input' ? [tag] : [tag, { ...field, only: 'output' }];
  });
  return [...told, ...[...tags.values()].filter(({ name }) => !fields.has(name))];
}
