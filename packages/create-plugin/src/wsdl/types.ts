import { toHint } from '../code/sentences.ts';
import type { Models } from '../schema/models.ts';
import type { Field, Shape } from '../schema/shape.ts';
import { xsdNamespace } from './open-wsdl.ts';
import type { Message } from './service.ts';
import type { QualifiedName, XmlElement } from './xml-element.ts';

const integers = new Set(['int', 'short', 'byte', 'unsignedInt', 'unsignedShort', 'unsignedByte']);
const largeIntegers = new Set([
  'integer',
  'long',
  'unsignedLong',
  'positiveInteger',
  'nonNegativeInteger',
  'negativeInteger',
  'nonPositiveInteger',
]);
const text: Shape = { kind: 'text' };
/** So deep a chain of types is a circle. */
const longestChain = 50;

/** Reads the types of XML Schema that a WSDL uses. Names of attributes begin with `@`, as the SDK has it. */
export class Types {
  readonly #schemas: readonly XmlElement[];
  readonly #models: Models;

  constructor(schemas: readonly XmlElement[], models: Models) {
    this.#schemas = schemas;
    this.#models = models;
  }

  /** The content of what is sent or answered, which the SDK gives as an object where it is empty. */
  message(message: Message): Shape {
    const content = this.#message(message);
    return content.kind === 'object' ? { ...content, mayBeEmpty: false } : content;
  }

  #message(message: Message): Shape {
    if (!message) return { kind: 'object', fields: [] };
    if ('element' in message) return this.#content(this.#find('element', message.element));
    const fields = message.parts.map(
      ({ name, type, element }): Field => ({
        name,
        shape: element ? this.#content(this.#find('element', element)) : this.#type(type, 0),
        isRequired: true,
      }),
    );
    return { kind: 'object', fields };
  }

  /** What an element holds, without how often it comes. */
  #content(element: XmlElement | undefined): Shape {
    if (!element) return { kind: 'unknown' };
    const type = element.nameAt('type');
    if (type) return this.#type(type, 0);
    const complex = element.first(xsdNamespace, 'complexType');
    if (complex) return this.#complex(complex, 0);
    const simple = element.first(xsdNamespace, 'simpleType');
    return simple ? this.#simple(simple, 0) : { kind: 'unknown' };
  }

  #type(name: QualifiedName | undefined, depth: number): Shape {
    if (!name || depth > longestChain) return { kind: 'unknown' };
    if (name.namespace === xsdNamespace) return builtIn(name.local);
    const complex = this.#find('complexType', name);
    if (!complex) {
      const simple = this.#find('simpleType', name);
      return simple ? this.#simple(simple, depth + 1) : { kind: 'unknown' };
    }
    const key = `{${name.namespace}}${name.local}`;
    this.#models.define(key, () => this.#complex(complex, depth + 1), name.local);
    return { kind: 'model', name: key };
  }

  #complex(type: XmlElement, depth: number): Shape {
    const simple = type.first(xsdNamespace, 'simpleContent');
    if (simple) return this.#withAttributes(simple.children.find(isDerivation), depth);
    const derived = type.first(xsdNamespace, 'complexContent')?.children.find(isDerivation);
    const base = derived?.name.local === 'extension' ? derived.nameAt('base') : undefined;
    const inherited =
      base && base.namespace !== xsdNamespace ? this.#models.asObject(this.#type(base, depth + 1))?.fields : undefined;
    const own = derived ?? type;
    const fields = [...(inherited ?? []), ...this.#particles(own, false, 0), ...this.#attributes(own)];
    return { kind: 'object', fields, mayBeEmpty: fields.every(({ isRequired }) => !isRequired) };
  }

  /** Text with attributes. Without any of them it is read as text alone. */
  #withAttributes(derivation: XmlElement | undefined, depth: number): Shape {
    if (!derivation) return text;
    const content = this.#type(derivation.nameAt('base'), depth + 1);
    const attributes = this.#attributes(derivation);
    if (attributes.length === 0) return content;
    const own: Field = { name: '#text', shape: content, isRequired: false };
    if (attributes.every(({ isRequired }) => !isRequired)) {
      return { kind: 'union', options: [{ kind: 'object', fields: [...attributes, own] }, content] };
    }
    // An element without content is answered as its attributes alone.
    return {
      kind: 'object',
      fields: [...attributes, { ...own, isRequired: true, only: 'input' }, { ...own, only: 'output' }],
    };
  }

  #particles(parent: XmlElement, isOptional: boolean, depth: number): Field[] {
    if (depth > longestChain) return [];
    const isChoice = parent.name.local === 'choice' && !isMany(parent);
    return parent.all(xsdNamespace, 'element', 'sequence', 'all', 'choice', 'group').flatMap((particle, option) => {
      const fields = this.#particle(particle, isOptional, depth);
      if (!isChoice) return fields;
      return fields.map((field) => ({ ...field, choices: [...(field.choices ?? []), { choice: parent, option }] }));
    });
  }

  #particle(particle: XmlElement, isOptional: boolean, depth: number): Field[] {
    const mayBeAbsent = isOptional || particle.attribute('minOccurs') === '0';
    switch (particle.name.local) {
      case 'element':
        return this.#element(particle, mayBeAbsent);
      case 'group': {
        const group = this.#find('group', particle.nameAt('ref'));
        return group ? this.#particles(group, mayBeAbsent, depth + 1) : [];
      }
      default:
        return this.#particles(particle, mayBeAbsent || particle.name.local === 'choice', depth + 1).map((field) =>
          isMany(particle) ? asMany(field, particle) : field,
        );
    }
  }

  #element(particle: XmlElement, isOptional: boolean): Field[] {
    const element = particle.nameAt('ref') ? this.#find('element', particle.nameAt('ref')) : particle;
    const name = element?.attribute('name');
    if (element === undefined || name === undefined) return [];
    const description = documentationOf(particle) ?? documentationOf(element);
    const shape: Shape = {
      ...this.#content(element),
      ...(description !== undefined && { description }),
      ...(element.attribute('nillable') === 'true' && { isNullable: true }),
    };
    const field = { name, shape, isRequired: !isOptional };
    return [isMany(particle) ? asMany(field, particle) : field];
  }

  #attributes(parent: XmlElement): Field[] {
    const own = parent.all(xsdNamespace, 'attribute').flatMap((each): Field[] => {
      const attribute = each.nameAt('ref') ? this.#find('attribute', each.nameAt('ref')) : each;
      const name = attribute?.attribute('name');
      if (attribute === undefined || name === undefined || each.attribute('use') === 'prohibited') return [];
      const simple = attribute.first(xsdNamespace, 'simpleType');
      const shape = simple
        ? this.#simple(simple, 0)
        : this.#type(attribute.nameAt('type') ?? { namespace: xsdNamespace, local: 'string' }, 0);
      return [{ name: `@${name}`, shape, isRequired: each.attribute('use') === 'required' }];
    });
    const groups = parent.all(xsdNamespace, 'attributeGroup').flatMap((each) => {
      const group = this.#find('attributeGroup', each.nameAt('ref'));
      return group ? this.#attributes(group) : [];
    });
    return [...own, ...groups];
  }

  #simple(type: XmlElement, depth: number): Shape {
    const restriction = type.first(xsdNamespace, 'restriction');
    if (!restriction || depth > longestChain) return text;
    const inner = restriction.first(xsdNamespace, 'simpleType');
    const base = inner ? this.#simple(inner, depth + 1) : this.#type(restriction.nameAt('base'), depth + 1);
    const values = restriction.all(xsdNamespace, 'enumeration').flatMap((each) => each.attribute('value') ?? []);
    if (base.kind !== 'text') return base;
    if (values.length > 0) return { kind: 'choice', values };
    const lengthAt = (facet: string) => {
      const value = Number(restriction.first(xsdNamespace, facet)?.attribute('value'));
      return Number.isSafeInteger(value) ? value : undefined;
    };
    const exact = lengthAt('length');
    return {
      ...base,
      minLength: exact ?? lengthAt('minLength') ?? base.minLength,
      maxLength: exact ?? lengthAt('maxLength') ?? base.maxLength,
    };
  }

  #find(kind: string, name: QualifiedName | undefined): XmlElement | undefined {
    if (!name) return undefined;
    const found = this.#schemas.flatMap((schema) =>
      schema
        .all(xsdNamespace, kind)
        .filter((each) => each.attribute('name') === name.local)
        .map((each) => ({ each, isOwn: schema.attribute('targetNamespace') === name.namespace })),
    );
    // A schema that is included takes the namespace of the one that includes it.
    return (found.find(({ isOwn }) => isOwn) ?? found[0])?.each;
  }
}

function isDerivation({ name }: XmlElement): boolean {
  return name.namespace === xsdNamespace && (name.local === 'extension' || name.local === 'restriction');
}

function isMany(particle: XmlElement): boolean {
  const most = particle.attribute('maxOccurs') ?? '1';
  return most === 'unbounded' || Number(most) > 1;
}

function asMany(field: Field, particle: XmlElement): Field {
  if (field.shape.kind === 'list') return field;
  const { description, ...items } = field.shape;
  const least = field.isRequired ? Number(particle.attribute('minOccurs') ?? '1') : 0;
  return {
    ...field,
    shape: {
      kind: 'list',
      items,
      mayBeBare: true,
      ...(least > 0 && { minItems: least }),
      ...(description !== undefined && { description }),
    },
  };
}

function documentationOf(element: XmlElement): string | undefined {
  return toHint(element.first(xsdNamespace, 'annotation')?.first(xsdNamespace, 'documentation')?.text);
}

function builtIn(name: string): Shape {
  if (name === 'anyType' || name === 'anySimpleType') return { kind: 'unknown' };
  if (name === 'boolean') return { kind: 'written', as: 'boolean' };
  if (integers.has(name)) return { kind: 'written', as: 'integer' };
  if (largeIntegers.has(name)) return { kind: 'written', as: 'integer', isExact: true };
  if (name === 'float' || name === 'double') return { kind: 'written', as: 'number' };
  if (name === 'decimal') return { kind: 'written', as: 'number', isExact: true };
  return text;
}
