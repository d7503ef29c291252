import { isNode, listAt, type Node, textAt } from './node.ts';
import type { References } from './references.ts';

/** Finds schemas that are made of themselves, such as `A: { allOf: [A] }`, which no value and no code could come to the end of. */
export class Circles {
  readonly #references: References;
  readonly #named = new Map<string, ReadonlySet<string>>();
  readonly #circular: ReadonlySet<string>;

  constructor(document: Node, references: References) {
    this.#references = references;
    const all = referencesIn(document);
    this.#circular = new Set([...all].filter((reference) => this.#leadsBack(reference)));
  }

  /** The reference to such a schema within a part of the document, or within what it refers to. */
  within(part: unknown): string | undefined {
    if (this.#circular.size === 0) return undefined;
    const seen = new Set<string>();
    const open = [...referencesIn(part)];
    for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
      if (this.#circular.has(reference)) return reference;
      if (seen.has(reference)) continue;
      seen.add(reference);
      open.push(...this.#namedBy(reference));
    }
    return undefined;
  }

  #leadsBack(reference: string): boolean {
    const seen = new Set<string>();
    const open = [...madeOf(this.#references.at(reference))];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === reference) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...madeOf(this.#references.at(next)));
    }
    return false;
  }

  #namedBy(reference: string): ReadonlySet<string> {
    const known = this.#named.get(reference) ?? referencesIn(this.#references.at(reference));
    this.#named.set(reference, known);
    return known;
  }
}

/** What a schema is made of as a whole, and not in one of its fields. */
function madeOf(schema: unknown): readonly string[] {
  if (!isNode(schema)) return [];
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => listAt(schema, keyword)).flatMap(madeOf);
  const reference = textAt(schema, '$ref');
  return reference === undefined ? parts : [reference, ...parts];
}

function referencesIn(part: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [part];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if ('$ref' in value && typeof value.$ref === 'string') found.add(value.$ref);
    open.push(...Object.values(value).filter((inner) => inner !== undefined));
  }
  return found;
}
