import type { Models } from '../schema/models.ts';
import type { Field, Shape } from '../schema/shape.ts';
import { isNode, type Node, nodeAt, textAt } from './node.ts';
import type { Operation } from './operations.ts';
import { examplesOf, isPlain, type Parameter, UnfitOperation } from './parameters.ts';
import type { References } from './references.ts';
import type { Schemas } from './schemas.ts';

/** The body of a request. */
export interface RequestBody {
  readonly kind: 'json' | 'form' | 'multipart' | 'text';
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** Its fields, where they can stand among those of the input. */
  readonly fields: readonly Field[] | undefined;
  /** Its name among the fields of the input, where it is one field. */
  readonly field: string;
  /** How the fields of a form become text, those that are sent as they are left out. */
  readonly styles: ReadonlyMap<string, FormStyle>;
  /** Where it is not the one that goes with the kind. */
  readonly contentType: string | undefined;
}

/** How a field of a form becomes text: a list joined, fields in brackets, or JSON. */
export type FormStyle = 'nested' | 'json' | { readonly joinedBy: string };

/** What comes back. */
export type Answer = (
  | { readonly kind: 'json'; readonly shape: Shape }
  /** A list that comes page by page, each with a `Link` to the next; the shape is that of one item. */
  | { readonly kind: 'pages'; readonly shape: Shape }
  | { readonly kind: 'text' | 'file' | 'none' }
) & {
  /** What has to be asked for, where it is not plain JSON. */
  readonly contentType?: string | undefined;
  /** Whether the service may also say yes without a body. */
  readonly mayBeAbsent?: boolean;
};

export function readRequestBody(
  operation: Operation,
  references: References,
  schemas: Schemas,
  models: Models,
  parameters: readonly Parameter[],
): RequestBody | undefined {
  if (!('requestBody' in operation.node) || operation.method === 'get') return undefined;
  const node = references.resolve(operation.node['requestBody']);
  const content = nodeAt(node, 'content');
  const isRequired = node['required'] === true;
  const [contentType, media] =
    pick(content, isJson) ?? pick(content, isForm) ?? pick(content, isMultipart) ?? pick(content, isText) ?? [];
  if (contentType === undefined || media === undefined) {
    const types = Object.keys(content);
    if (types.length === 0) return undefined;
    throw new UnfitOperation(`its body is ${types.join(' or ')}, which has to be written by hand`);
  }
  const kind = isJson(contentType) ? 'json' : isForm(contentType) ? 'form' : isMultipart(contentType) ? 'multipart' : 'text';
  const described = withExamples(schemas.shape(media['schema']), examplesOf(media));
  const shape = fitted(described, kind, contentType, models);
  const object = models.asObject(shape);
  const isOfFields = kind === 'form' || kind === 'multipart';
  const styles = stylesOf(isOfFields && object ? object.fields : [], nodeAt(media, 'encoding'), models);
  if (kind === 'multipart' && holdsFile(references.resolve(media['schema']), references)) {
    throw new UnfitOperation('it uploads a file, which has to be written by hand with context.readFile()');
  }
  if (kind === 'multipart' && (styles.size > 0 || object?.rest)) {
    throw new UnfitOperation('its form holds more than text and lists of text, which has to be written by hand');
  }
  const taken = parameters.map(({ field }) => field);
  const canBeFlat = object && !object.rest && !shape.isNullable && !models.resolve(shape).isNullable && object.fields.length > 0;
  const isFlat =
    canBeFlat &&
    object.fields.every(({ name }) => !taken.includes(name)) &&
    (isRequired || object.fields.every((field) => !field.isRequired));
  return {
    kind,
    shape,
    isRequired,
    styles,
    contentType: kind === 'text' || (kind === 'json' && !isUsualJson(contentType)) ? contentType : undefined,
    fields: isFlat ? object.fields : undefined,
    field: taken.includes('body') ? 'requestBody' : 'body',
  };
}

/** What can be sent as it is: forms have the fields that they name, and what is no text in XML or plain text is left to the user. */
function fitted(shape: Shape, kind: RequestBody['kind'], contentType: string, models: Models): Shape {
  if (kind === 'json') return shape;
  const { description, examples = [], isNullable } = shape;
  if (kind === 'text') {
    if (models.resolve(shape).kind === 'text') return shape;
    const texts = examples.filter((example) => typeof example === 'string');
    return {
      kind: 'text',
      description: description ?? `Text of the type ${contentType}`,
      ...(texts.length > 0 && { examples: texts }),
    };
  }
  const object = models.asObject(shape);
  if (!object) throw new UnfitOperation('its form does not say which fields it has');
  const { fields, rest } = object;
  return { kind: 'object', fields, description, examples, ...(rest && { rest }), ...(isNullable && { isNullable }) };
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object */
function stylesOf(fields: readonly Field[], encoding: Node, models: Models): ReadonlyMap<string, FormStyle> {
  return new Map(
    fields.flatMap(({ name, shape }): (readonly [string, FormStyle])[] => {
      if (isPlain(shape, models)) return [];
      const said = nodeAt(encoding, name);
      const style = textAt(said, 'style') ?? ('contentType' in said ? 'json' : undefined);
      const list = models.resolve(shape);
      const isList = list.kind === 'list' && isPlain(list.items, models);
      if (style === 'deepObject') return [[name, 'nested']];
      if (!isList || style === 'json') return [[name, 'json']];
      if (style === 'spaceDelimited') return [[name, { joinedBy: ' ' }]];
      if (style === 'pipeDelimited') return [[name, { joinedBy: '|' }]];
      return said['explode'] === false ? [[name, { joinedBy: ',' }]] : [];
    }),
  );
}

/** The first answer that is a success and has a body, or none where no success has one. */
export function readAnswer(operation: Operation, references: References, schemas: Schemas, models: Models): Answer {
  const responses = nodeAt(operation.node, 'responses');
  const statuses = Object.keys(responses).filter((status) => /^2/.test(status));
  const withBody = statuses.filter((each) => Object.keys(nodeAt(references.resolve(responses[each]), 'content')).length > 0);
  const status = withBody[0] ?? statuses[0] ?? ('default' in responses ? 'default' : undefined);
  if (status === undefined) return { kind: 'none' };
  const answer = answerOf(operation, status, references, schemas, models);
  // A list always has a body, and a file that is empty is one still.
  const canBeAbsent = answer.kind === 'json' || answer.kind === 'text';
  return canBeAbsent && withBody.length < statuses.length ? { ...answer, mayBeAbsent: true } : answer;
}

function answerOf({ node, method }: Operation, status: string, references: References, schemas: Schemas, models: Models): Answer {
  const responses = nodeAt(node, 'responses');
  const response = references.resolve(responses[status]);
  const content = nodeAt(response, 'content');
  const [jsonType, json] = pick(content, isJson) ?? [];
  if (json) {
    const contentType = jsonType !== undefined && isUsualJson(jsonType) ? undefined : jsonType;
    const shape = withExamples(schemas.shape(json['schema']), examplesOf(json));
    const list = models.resolve(shape);
    const isLinked = method === 'get' && Object.keys(nodeAt(response, 'headers')).some((name) => name.toLowerCase() === 'link');
    return isLinked && list.kind === 'list'
      ? { kind: 'pages', shape: list.items, contentType }
      : { kind: 'json', shape, contentType };
  }
  const [type] = Object.keys(content);
  if (type === undefined) return { kind: 'none' };
  const [text] = pick(content, isText) ?? [];
  return text === undefined ? { kind: 'file', contentType: concrete(type) } : { kind: 'text', contentType: concrete(text) };
}

function pick(content: Node, isWanted: (type: string) => boolean): readonly [string, Node] | undefined {
  for (const [type, media] of Object.entries(content)) if (isWanted(type) && isNode(media)) return [type, media];
  return undefined;
}

const isJson = (type: string) => /^[\w.*-]+\/(?:[\w.+-]+\+)?json\b/i.test(type) || type.startsWith('*/*');
/** What the SDK sends and asks for by itself. */
const isUsualJson = (type: string) => /^(?:application\/json\b|\*\/|application\/\*)/i.test(type);
const concrete = (type: string) => (type.includes('*') ? undefined : type);
const isForm = (type: string) => type.startsWith('application/x-www-form-urlencoded');
const isMultipart = (type: string) => type.startsWith('multipart/form-data');
const isText = (type: string) => type.startsWith('text/') || /[/+]xml\b/i.test(type);

function withExamples(shape: Shape, examples: readonly unknown[]): Shape {
  return examples.length === 0 ? shape : { ...shape, examples: [...examples, ...(shape.examples ?? [])] };
}

function holdsFile(schema: Node, references: References): boolean {
  return Object.values(nodeAt(schema, 'properties')).some((property) => {
    const { format, contentMediaType, contentEncoding, type } = references.resolve(property);
    return (
      format === 'binary' ||
      contentMediaType === 'application/octet-stream' ||
      (type === undefined && contentEncoding !== undefined)
    );
  });
}
