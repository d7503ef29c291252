/** An object of a document that nobody has looked into yet. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function nodeAt(node: Node, name: string): Node {
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  return isNode(value) ? value : {};
}

export function listAt(node: Node, name: string): readonly unknown[] {
  const value = node[name];
  return Array.isArray(value) ? value : [];
}

export function textAt(node: Node, name: string): string | undefined {
  const value = node[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function numberAt(node: Node, name: string): number | undefined {
  const value = node[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function textsAt(node: Node, name: string): readonly string[] {
  return listAt(node, name).filter((value) => typeof value === 'string');
}
