import type { CatalogueAction } from '@mortise/runtime';
import type { JsonSchema } from '@mortise/sdk';
import { z } from 'zod';
import { CallAnswer, CallBody } from '../actions/call-schemas.ts';
import { ErrorAnswer } from '../errors/error-answer.ts';
import type { Route } from './route-list.ts';

const errors = {
  default: { description: 'An error', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
};

/** What stands in the description of a host. */
export interface Described {
  readonly routes: readonly Route[];
  readonly actions: readonly CatalogueAction[];
  readonly version: string;
  /** The name of the cookie. */
  readonly session: string;
}

/** The OpenAPI 3.1 document: the host's routes from their own schemas, and every action as an operation with its schemas. */
export function openApiDocument({ routes, actions, version, session }: Described): object {
  const paths = new Map<string, Record<string, object>>();
  for (const route of routes) paths.set(route.path, { ...paths.get(route.path), [route.method]: operationOf(route) });
  for (const action of actions) paths.set(`/api/actions/${action.id}/call`, { post: callOperation(action) });
  return {
    openapi: '3.1.1',
    info: {
      title: 'Mortise host',
      version,
      description: 'Actions of the installed plugins, and the connections they run through.',
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    security: [{ token: [] }, { session: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: session,
          description: 'Whatever is not GET needs the header x-mortise-csrf besides, with the csrfToken of GET /api/session.',
        },
      },
      schemas: { Error: schemaOf(ErrorAnswer, 'output') },
    },
  };
}

function operationOf({ method, path, access, role, answer, body, query, parameters }: Route): object {
  return {
    operationId: `${method} ${path}`.replace(/\W+/g, '-').replace(/-$/, ''),
    summary: answer.summary,
    ...(access && access !== 'local' && { security: [] }),
    ...(role && { 'x-mortise-role': role }),
    parameters: [...parametersOf(parameters, 'path'), ...parametersOf(query, 'query')],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: {
      [answer.status]: {
        description: answer.summary,
        ...(answer.status !== 204 && { content: { [answer.contentType]: { schema: schemaOf(answer.schema, 'output') } } }),
      },
      ...errors,
    },
  };
}

/** The call route once more, with the very input and output of one action. */
function callOperation({ id, plugin, action }: CatalogueAction): object {
  const scope = `urn:mortise:${plugin.version}:${id}`;
  const body = withProperty(schemaOf(CallBody, 'input'), 'input', standalone(action.input, `${scope}:input`));
  const answer = withProperty(schemaOf(CallAnswer, 'output'), 'output', standalone(action.output, `${scope}:output`));
  return {
    operationId: id,
    summary: action.title,
    ...(action.description !== undefined && { description: action.description }),
    tags: [plugin.manifest.application.title],
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: { 200: { description: action.title, content: { 'application/json': { schema: answer } } }, ...errors },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = ObjectSchema.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: property,
  }));
}

const ObjectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
});

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _draft, ...jsonSchema } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return jsonSchema;
}

function withProperty(schema: JsonSchema, name: string, property: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...ObjectSchema.parse(schema).properties, [name]: property } };
}

/** Gives a schema that refers to its own parts an identity, so that `#` goes on meaning the schema and not the document. */
function standalone(schema: JsonSchema, id: string): JsonSchema {
  return JSON.stringify(schema).includes('"$ref":"#') ? { $id: id, ...schema } : schema;
}
