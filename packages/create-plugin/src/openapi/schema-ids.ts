import { isNode, type Node, textAt } from './node.ts';

/**
 * The document with references by `$id` in the place of names (JSON Schema 2020-12, 8.2): each leads to a place in the document then, and
 * no schema has a base of its own.
 */
export function withoutIds(document: Node): Node {
  const places = new Map<string, string>();
  collect(document, '#', undefined, places);
  return places.size === 0 ? document : rewrite(document, { base: undefined, place: '#', root: document }, places);
}

/** A schema that has an `$id`, and what it holds. */
interface Resource {
  readonly base: string | undefined;
  readonly place: string;
  readonly root: Node;
}

function collect(value: unknown, place: string, base: string | undefined, places: Map<string, string>): void {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) collect(item, `${place}/${index}`, base, places);
  if (!isNode(value)) return;
  const own = idOf(value, base) ?? base;
  if (own !== undefined && own !== base) places.set(own, place);
  for (const [name, inner] of Object.entries(value)) collect(inner, `${place}/${stepOf(name)}`, own, places);
}

function rewrite(node: Node, around: Resource, places: ReadonlyMap<string, string>): Node {
  const id = idOf(node, around.base);
  const resource = id === undefined ? around : { base: id, place: places.get(id) ?? '#', root: node };
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    return isNode(value) ? rewrite(value, resource, places) : value;
  };
  const entries = Object.entries(node).filter(([name, value]) => !(name === '$id' && typeof value === 'string'));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      name === '$ref' && typeof value === 'string' ? referenceOf(value, resource, places) : inner(value),
    ]),
  );
}

function referenceOf(reference: string, { base, place, root }: Resource, places: ReadonlyMap<string, string>): string {
  // Most authors mean the document by `#/`, also where the schema has a base of its own.
  if (reference.startsWith('#')) return isIn(root, reference) ? place + reference.slice(1) : reference;
  const [address = '', pointer = ''] = (URL.parse(reference, base)?.href ?? reference).split('#');
  const found = places.get(address);
  return found === undefined ? reference : found + pointer;
}

function isIn(root: Node, pointer: string): boolean {
  let value: unknown = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false;
    value = Reflect.get(value, name);
  }
  return true;
}

function idOf(node: Node, base: string | undefined): string | undefined {
  const id = textAt(node, '$id');
  return id === undefined ? undefined : URL.parse(id, base)?.href.replace(/#$/, '');
}

function stepOf(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
