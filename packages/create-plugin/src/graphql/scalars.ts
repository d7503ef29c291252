import type { GraphQLEnumType, GraphQLScalarType } from 'graphql';
import type { Shape } from '../schema/shape.ts';

const shapes: Readonly<Record<string, Shape>> = {
  ID: { kind: 'text' },
  String: { kind: 'text' },
  Int: { kind: 'number', isInteger: true },
  Float: { kind: 'number' },
  Boolean: { kind: 'boolean' },
};

/** Scalars of a service's own are text wherever their names say so; else they may be anything. */
export function scalarShape({ name }: GraphQLScalarType): Shape {
  if (Object.hasOwn(shapes, name)) return shapes[name] ?? { kind: 'unknown' };
  return /date|time|url|uri|html|email|uuid|string|id$|oid$|decimal|money|cursor|language/i.test(name)
    ? { kind: 'text' }
    : { kind: 'unknown' };
}

export function enumShape(type: GraphQLEnumType): Shape {
  return { kind: 'choice', values: type.getValues().map(({ name }) => name) };
}
