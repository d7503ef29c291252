import { type GraphQLArgument, isNonNullType } from 'graphql';
import { Imports } from '../code/imports.ts';
import { Code, key, literal } from '../code/literal.ts';
import type { ConnectorTest } from '../plugin/connector-test.ts';
import type { ModelFiles } from '../plugin/model-files.ts';
import type { Models } from '../schema/models.ts';
import { sample } from '../schema/sample.ts';
import type { ObjectKind, Shape, Side } from '../schema/shape.ts';
import type { Operation } from './operations.ts';
import type { Connection } from './relay.ts';
import type { Selection } from './selection.ts';

/** A connector that is going to be written. */
export interface GraphqlPlan {
  readonly operation: Operation;
  /** Of a field that lists page by page. */
  readonly connection: Connection | undefined;
  readonly description: string | undefined;
  readonly documentation: string;
  /** Below the base URL. */
  readonly path: string;
  readonly input: ObjectKind;
  /** Of the field, or of one item of its list. */
  readonly selection: Selection;
}

export function rootsOf({ input, connection, operation, selection }: GraphqlPlan): (readonly [Shape, Side])[] {
  return [
    [input, 'input'],
    [connection ? selection.shape : dataOf(operation, selection), 'output'],
  ];
}

function dataOf({ field }: Operation, { shape }: Selection): Shape {
  return { kind: 'object', fields: [{ name: field.name, shape, isRequired: true }] };
}

export function connectorFile(plan: GraphqlPlan, models: ModelFiles): string {
  const { operation, connection, description, documentation, path, input, selection } = plan;
  const { className, name, title } = operation;
  const inputCode = models.code('input');
  const outputCode = models.code('output');
  const parent = connection ? 'GraphqlBatchConnector' : 'GraphqlConnector';
  const item = { ...selection.shape, isNullable: false };
  const facts = [
    `readonly name = ${literal(name)};`,
    `readonly title = ${literal(title)};`,
    description === undefined ? '' : `override readonly description = ${literal(description)};`,
    `readonly input = ${inputCode.expression(input)};`,
    `readonly output = ${outputCode.expression(connection ? item : dataOf(operation, selection))};`,
    connection ? `readonly response = ${responseOf(operation, connection)};` : '',
    path === '/graphql' ? '' : `override readonly path = ${literal(path)};`,
    `readonly query = \`${queryOf(plan)}\`;`,
  ];
  const imports = new Imports().add('zod', 'z').add('@mortise/sdk', parent);
  if (connection) imports.add('@mortise/sdk', 'relayCursor', 'type ResponseOf');
  models.addImports(imports, inputCode, 'input', '../');
  models.addImports(imports, outputCode, 'output', '../');
  return `${imports}
/** @see ${documentation} */
export class ${className} extends ${parent} {
${facts.filter(Boolean).join('\n')}
${connection ? `\n${pageOf(operation, connection)}\n` : ''}}
`;
}

function responseOf({ field }: Operation, { place, isNullable, hasNullableItems, hasNullableList }: Connection): string {
  const orNull = (code: string, isNull: boolean) => (isNull ? `${code}.nullable()` : code);
  const item = place === 'nodes' ? 'z.unknown()' : orNull('z.object({ node: z.unknown() })', hasNullableItems);
  const page = 'z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() })';
  return `z.object({ ${key(field.name)}: ${orNull(`z.object({ ${place}: ${orNull(`z.array(${item})`, hasNullableList)}, pageInfo: ${page} })`, isNullable)} })`;
}

function pageOf({ field, className }: Operation, { place, isNullable, hasNullableList, hasNullableItems }: Connection): string {
  const list = `list${isNullable ? '?' : ''}.${place}`;
  const edges =
    place === 'nodes'
      ? list
      : `${list}${isNullable || hasNullableList ? '?' : ''}.map((edge) => edge${hasNullableItems ? '?' : ''}.node)`;
  const some = isNullable || hasNullableList ? `(${edges} ?? [])` : edges;
  const items = hasNullableItems ? `${some}.filter((item) => item != null)` : some;
  const cursor = isNullable ? 'list ? relayCursor(list.pageInfo) : undefined' : 'relayCursor(list.pageInfo)';
  return `page({ ${key(field.name)}: list }: ResponseOf<${className}>) { return { items: ${items}, cursor: ${cursor} }; }`;
}

function queryOf({ operation: { kind, field }, connection, selection }: GraphqlPlan): string {
  const args = field.args.filter(({ name }) => !connection || !['before', 'last'].includes(name));
  const variables = args.map((argument) => `$${argument.name}: ${typeOf(argument)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const own = connection?.place === 'edges' ? `edges { node ${selection.text} }` : `nodes ${selection.text}`;
  const body = connection ? `{ ${own} pageInfo { hasNextPage endCursor } }` : selection.text;
  const call = `${field.name}${passed === '' ? '' : `(${passed})`}`;
  return `${kind}${variables === '' ? '' : ` (${variables})`} {\n    ${call}${body === '' ? '' : ` ${wrap(body)}`}\n  }`;
}

/** What has a default may be left out, also where it may not be null; its variable has to allow that. */
function typeOf({ type, defaultValue }: GraphQLArgument): string {
  return String(isNonNullType(type) && defaultValue !== undefined ? type.ofType : type);
}

/** A selection that is too long for one line gets a line for each of its fields. */
function wrap(selection: string): string {
  if (selection.length < 90) return selection;
  const lines: string[] = [];
  let depth = 2;
  for (const word of selection.match(/\.\.\. on \w+|\w+: \w+|\S+/g) ?? []) {
    if (word === '}') depth -= 1;
    // A brace stands behind the name of the field whose selection it opens.
    const name = word === '{' ? lines.pop() : undefined;
    if (word === '{') lines.push(name === undefined ? '{' : `${name} {`);
    else lines.push(`${'  '.repeat(depth)}${word}`);
    if (word === '{') depth += 1;
  }
  return lines.join('\n');
}

export function testOf(
  plan: GraphqlPlan,
  models: Models,
  { application, basePath }: { readonly application: ConnectorTest['application']; readonly basePath: string },
): ConnectorTest {
  const { operation, connection, input, path, selection } = plan;
  const given = sample('input', input, 'input', models);
  const variables = typeof given === 'object' && given !== null ? { ...given } : {};
  const request = { method: 'POST', path: `${basePath}${path}`, body: Object.keys(variables).length > 0 ? { variables } : {} };
  const common = {
    application,
    connector: { className: operation.className, name: operation.name },
    input: variables,
    request,
  };
  if (!connection) {
    const data = sample('data', dataOf(operation, selection), 'output', models);
    return {
      ...common,
      sentence: `asks for ${operation.field.name}`,
      constants: { data },
      reply: { data: new Code('data') },
      output: new Code('data'),
    };
  }
  const item = sample(operation.field.name, { ...selection.shape, isNullable: false }, 'output', models);
  const named = new Code('item');
  const page = (pageInfo: object) => {
    const items = connection.place === 'nodes' ? [named] : [{ node: named }];
    return { data: { [operation.field.name]: { [connection.place]: items, pageInfo } } };
  };
  return {
    ...common,
    sentence: `asks for ${operation.field.name}, one page after the other`,
    constants: { item },
    reply: page({ hasNextPage: true, endCursor: 'cursor-1' }),
    nextReply: page({ hasNextPage: false, endCursor: null }),
    nextRequest: { body: { variables: { ...variables, after: 'cursor-1' } } },
    output: [[named], [named]],
  };
}
