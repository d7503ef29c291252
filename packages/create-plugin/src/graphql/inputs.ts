import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';
import { toHint } from '../code/sentences.ts';
import type { Models } from '../schema/models.ts';
import type { Field, ObjectKind, Shape } from '../schema/shape.ts';
import { enumShape, scalarShape } from './scalars.ts';

/** Reads arguments and input types. */
export class Inputs {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  shape(fields: readonly (GraphQLArgument | GraphQLInputField)[]): ObjectKind {
    return { kind: 'object', fields: fields.map((field) => this.#field(field)) };
  }

  #field({ name, type, description, defaultValue }: GraphQLArgument | GraphQLInputField): Field {
    const hint = toHint(description ?? undefined);
    const shape = this.#type(type);
    return {
      name,
      shape: hint === undefined ? shape : { ...shape, description: hint },
      isRequired: isNonNullType(type) && defaultValue === undefined,
    };
  }

  #type(type: GraphQLInputType): Shape {
    return isNonNullType(type) ? this.#bare(type.ofType) : { ...this.#bare(type), isNullable: true };
  }

  #bare(type: GraphQLInputType): Shape {
    if (isNonNullType(type)) return this.#bare(type.ofType);
    if (isListType(type)) return { kind: 'list', items: this.#type(type.ofType) };
    if (isScalarType(type)) return scalarShape(type);
    return this.#named(type.name, () => (isEnumType(type) ? enumShape(type) : this.#object(type)));
  }

  #object(type: GraphQLInputObjectType): Shape {
    const fields = Object.values(type.getFields());
    if (!type.isOneOf) return this.shape(fields);
    // Exactly one of its fields is sent, and none as null.
    const options = fields.map((field): ObjectKind => {
      const { shape, ...named } = this.#field(field);
      return {
        kind: 'object',
        fields: [{ ...named, shape: { ...shape, isNullable: false }, isRequired: true }],
        others: 'refused',
      };
    });
    return { kind: 'union', options };
  }

  #named(name: string, describe: () => Shape): Shape {
    this.#models.define(name, describe);
    return { kind: 'model', name };
  }
}
