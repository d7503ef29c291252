import { isNode, type Node } from './node.ts';

/** Keywords whose value is data, in which nothing refers to anything. */
const dataKeywords = new Set(['example', 'default', 'enum', 'const']);
/** Keywords below which there are names, and no keywords. */
const nameKeywords = new Set([
  '$defs',
  'callbacks',
  'content',
  'definitions',
  'dependentSchemas',
  'encoding',
  'headers',
  'links',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'variables',
  'webhooks',
]);

/** The document without the `$ref` of its data, such as examples: no reference, though it looks like one. */
export function withoutDataReferences(node: Node): Node {
  return mapNode(node, (value, name) => {
    if (name === 'examples') return Array.isArray(value) ? plain(value) : below(value, example);
    if (dataKeywords.has(name)) return plain(value);
    return nameKeywords.has(name) && isNode(value) ? below(value, any) : any(value);
  });
}

function any(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(any);
  return isNode(value) ? withoutDataReferences(value) : value;
}

function below(value: unknown, read: (value: unknown) => unknown): unknown {
  return isNode(value) ? mapNode(value, read) : value;
}

/** An example with a name may be a reference itself. */
function example(value: unknown): unknown {
  return isNode(value) ? mapNode(value, (inner, name) => (name === 'value' ? plain(inner) : inner)) : value;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (name === '$ref' ? [] : [[name, plain(inner)] as const])),
  );
}

function mapNode(node: Node, map: (value: unknown, name: string) => unknown): Node {
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, map(value, name)]));
}
