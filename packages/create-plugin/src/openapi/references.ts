import { isNode, type Node, textAt } from './node.ts';

/** Looks up what a document refers to within itself. */
export class References {
  readonly #document: Node;

  constructor(document: Node) {
    this.#document = document;
  }

  /** What a value is, or what it refers to; what stands beside the reference counts too, as in OpenAPI 3.1. */
  resolve(value: unknown): Node {
    let node = isNode(value) ? value : {};
    for (let steps = 0; steps < 100; steps += 1) {
      const reference = textAt(node, '$ref');
      if (reference === undefined) return node;
      const { $ref: _reference, ...beside } = node;
      node = { ...this.at(reference), ...beside };
    }
    return {};
  }

  /** What stands at a JSON pointer (RFC 6901) such as `#/components/schemas/Pet`. */
  at(reference: string): Node {
    const value = this.#find(reference);
    return isNode(value) ? value : {};
  }

  has(reference: string): boolean {
    return this.#find(reference) !== undefined;
  }

  #find(reference: string): unknown {
    let value: unknown = this.#document;
    for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      const name = decode(step).replaceAll('~1', '/').replaceAll('~0', '~');
      value = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    }
    return value;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A sign that is not encoded is meant as it is.
    return text;
  }
}
