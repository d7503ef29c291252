import { toHint } from '../code/sentences.ts';
import type { Login } from '../plugin/login.ts';
import type { Models } from '../schema/models.ts';
import type { Shape } from '../schema/shape.ts';
import { isNode, listAt, type Node, nodeAt, textAt } from './node.ts';
import type { Operation } from './operations.ts';
import type { Schemas } from './schemas.ts';

/** How a value becomes text: as it is, a list repeated or joined, fields in brackets. */
export type ParameterStyle = 'plain' | 'repeated' | 'nested' | { readonly joinedBy: string };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  /** Its name among the fields of the input. */
  readonly field: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  readonly style: ParameterStyle;
}

export interface ReadParameters {
  readonly parameters: readonly Parameter[];
  readonly notes: readonly string[];
}

/** Sent by the client itself (OpenAPI 3.1, 4.8.12.2). */
const ownHeaders = new Set(['accept', 'content-type', 'authorization']);

/** Thrown for an operation that no connector can be made of; the message says why. */
export class UnfitOperation extends Error {
  override readonly name = 'UnfitOperation';
}

export function readParameters(operation: Operation, schemas: Schemas, models: Models, logins: readonly Login[]): ReadParameters {
  const notes: string[] = [];
  const parameters: Parameter[] = [];
  for (const node of withUndeclared(operation)) {
    const [name, place] = [textAt(node, 'name') ?? '', textAt(node, 'in')];
    if (place === 'header' && ownHeaders.has(name.toLowerCase())) continue;
    if (logins.some(({ sends }) => sends !== undefined && sends.in === place && isSameName(sends.name, name, place))) {
      notes.push(`${operation.name} goes without the ${place} parameter "${name}", which the login sends.`);
      continue;
    }
    const style = place === 'path' || place === 'query' || place === 'header' ? styleOf(node, place, schemas, models) : undefined;
    if (style === undefined || name === '__proto__' || (place !== 'path' && place !== 'query' && place !== 'header')) {
      const what = `the ${place} parameter "${name}"`;
      if (node['required'] === true) throw new UnfitOperation(`${what} cannot be sent`);
      notes.push(`${operation.name} goes without ${what}, which cannot be sent.`);
      continue;
    }
    const isTaken = parameters.some(({ field }) => field === name);
    parameters.push({
      name,
      in: place,
      field: isTaken ? `${place}-${name}` : name,
      shape: shapeOf(node, schemas),
      isRequired: place === 'path' || node['required'] === true,
      style,
    });
  }
  return { parameters, notes };
}

function isSameName(one: string, other: string, place: string): boolean {
  return place === 'header' ? one.toLowerCase() === other.toLowerCase() : one === other;
}

/** A variable of the path that nobody described is text. */
function withUndeclared({ path, parameters }: Operation): Node[] {
  const known = new Set(parameters.filter((node) => node['in'] === 'path').map((node) => textAt(node, 'name')));
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  const missing = names
    .filter((name) => !known.has(name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const declared = parameters.filter((node) => node['in'] !== 'path' || names.includes(textAt(node, 'name') ?? ''));
  return [...declared, ...new Map(missing.map((node) => [node.name, node])).values()];
}

function shapeOf(node: Node, schemas: Schemas): Shape {
  const described = schemas.shape(schemaOf(node));
  // What may be anything is sent as text.
  const { isNullable: _isNullable, ...shape } =
    described.kind === 'unknown' ? { ...described, kind: 'text' as const } : described;
  const description = toHint(textAt(node, 'description')) ?? shape.description;
  const given = [
    node['example'],
    ...Object.values(nodeAt(node, 'examples')).map((example) => (isNode(example) ? example['value'] : undefined)),
  ];
  const examples = [...given.filter((value) => value !== undefined), ...(shape.examples ?? [])];
  return { ...shape, ...(description !== undefined && { description }), ...(examples.length > 0 && { examples }) };
}

function schemaOf(node: Node): unknown {
  if ('schema' in node) return node['schema'];
  const [media] = Object.values(nodeAt(node, 'content'));
  return isNode(media) ? media['schema'] : undefined;
}

/** Nothing for what has no way into a request. */
function styleOf(node: Node, place: Parameter['in'], schemas: Schemas, models: Models): ParameterStyle | undefined {
  const shape = schemas.shape(schemaOf(node));
  const style = textAt(node, 'style') ?? (place === 'query' ? 'form' : 'simple');
  const isExploded = typeof node['explode'] === 'boolean' ? node['explode'] : style === 'form';
  if ('content' in node) return undefined;
  if (isPlain(shape, models) || shape.kind === 'unknown') return style === 'simple' || style === 'form' ? 'plain' : undefined;
  const resolved = models.resolve(shape);
  if (resolved.kind === 'list' && isPlain(resolved.items, models)) {
    if (style === 'simple') return { joinedBy: ',' };
    if (place !== 'query') return undefined;
    if (style === 'form') return isExploded ? 'repeated' : { joinedBy: ',' };
    if (style === 'spaceDelimited') return { joinedBy: ' ' };
    return style === 'pipeDelimited' ? { joinedBy: '|' } : undefined;
  }
  if (resolved.kind === 'union' && resolved.options.every((option) => isPlainOrList(option, models))) {
    return place === 'query' && style === 'form' && isExploded ? 'repeated' : undefined;
  }
  return place === 'query' && style === 'deepObject' && models.asObject(shape) ? 'nested' : undefined;
}

/** Whether a value is written as one word of text. */
export function isPlain(shape: Shape, models: Models): boolean {
  const { kind, ...rest } = models.resolve(shape);
  if (kind === 'union' && 'options' in rest) return rest.options.every((option) => isPlain(option, models));
  return ['text', 'number', 'boolean', 'choice'].includes(kind);
}

function isPlainOrList(shape: Shape, models: Models): boolean {
  const resolved = models.resolve(shape);
  return isPlain(resolved.kind === 'list' ? resolved.items : resolved, models);
}

/** Examples of a media type, the right ones and the wrong ones. */
export function examplesOf(media: Node): readonly unknown[] {
  const named = Object.values(nodeAt(media, 'examples')).map((example) => (isNode(example) ? example['value'] : undefined));
  return [media['example'], ...listAt(media, 'examples'), ...named].filter((value) => value !== undefined);
}
