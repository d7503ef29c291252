/** Whether a value is what we send or what a service answers. */
export type Side = 'input' | 'output';

export type TextFormat = 'email' | 'guid' | 'url' | 'date' | 'date-time' | 'ipv4' | 'ipv6';

/** What a description of an API says of a value, whatever language it is written in. */
export type Shape = Facts & Kind;

interface Facts {
  readonly description?: string | undefined;
  readonly isNullable?: boolean;
  /** Values that the description gives as examples; not all of them are right. */
  readonly examples?: readonly unknown[];
}

type Kind =
  | TextKind
  | NumberKind
  | ListKind
  | ObjectKind
  | { readonly kind: 'boolean' | 'unknown' | 'null' }
  | ChoiceKind
  | UnionKind
  /** All of them at once. */
  | { readonly kind: 'all'; readonly parts: readonly Shape[] }
  /** A shape with a name and a file of its own. */
  | { readonly kind: 'model'; readonly name: string }
  /** What is text in XML: a value where it is sent, to be read where it comes back. Text where digits could be lost. */
  | { readonly kind: 'written'; readonly as: 'boolean' | 'number' | 'integer'; readonly isExact?: boolean };

export type Choice = string | number | boolean;

interface ChoiceKind {
  readonly kind: 'choice';
  readonly values: readonly Choice[];
  /** No service adds to it: a constant. In answers any other choice may have grown by the time they arrive. */
  readonly isFixed?: boolean;
}

export interface UnionKind {
  readonly kind: 'union';
  readonly options: readonly Shape[];
  /** The field that tells which of the options a value is. */
  readonly tag?: string;
}

interface TextKind {
  readonly kind: 'text';
  readonly format?: TextFormat | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}

interface NumberKind {
  readonly kind: 'number';
  readonly isInteger?: boolean;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  /** An integer of 64 bits: answers hold it as text where a number would lose digits. */
  readonly isLong?: boolean;
}

interface ListKind {
  readonly kind: 'list';
  readonly items: Shape;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  /** In XML, where one element cannot be told from a list of one. */
  readonly mayBeBare?: boolean;
}

export interface ObjectKind {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  /** Names that are required here and declared elsewhere. */
  readonly required?: readonly string[];
  /** What other fields hold, where the description says so. */
  readonly rest?: Shape;
  /** What becomes of other fields where they are sent. They are dropped where nothing is said. */
  readonly others?: 'kept' | 'refused';
  /** In XML, where an element without content cannot be told from an empty text. */
  readonly mayBeEmpty?: boolean;
}

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** A field that is only sent, or only answered. */
  readonly only?: Side | undefined;
  /** Tells which option of a union is sent. What else is said of the field holds for answers still. */
  readonly isTag?: boolean;
  /** The choices of which it is one option: with it goes what is of the same option, and nothing of another. */
  readonly choices?: readonly ChosenOption[];
}

export interface ChosenOption {
  readonly choice: object;
  readonly option: number;
}

/** The shapes directly below a shape, as they are on one side. */
export function partsOf(shape: Shape, side: Side): readonly Shape[] {
  switch (shape.kind) {
    case 'list':
      return [shape.items];
    case 'object':
      return [...fieldsOf(shape, side).map((field) => field.shape), ...(shape.rest ? [shape.rest] : [])];
    case 'union':
      return shape.options;
    case 'all':
      return shape.parts;
    default:
      return [];
  }
}

/** The fields of one side. No schema of an object can hold one that is called `__proto__`. */
export function fieldsOf({ fields }: Pick<ObjectKind, 'fields'>, side: Side): readonly Field[] {
  return fields.filter(({ name, only }) => name !== '__proto__' && (only === undefined || only === side));
}
