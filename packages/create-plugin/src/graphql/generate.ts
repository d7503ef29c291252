import { readFile } from 'node:fs/promises';
import { buildSchema, type GraphQLSchema, validateSchema } from 'graphql';
import { choose } from '../choose.ts';
import { toDescription } from '../code/sentences.ts';
import { CreateError } from '../create-error.ts';
import type { GenerateOptions } from '../generate-options.ts';
import { applicationFile } from '../plugin/application-file.ts';
import { askedBase, fixedBase, isAbsolute } from '../plugin/base.ts';
import { connectorTest } from '../plugin/connector-test.ts';
import { documentationLink } from '../plugin/documentation.ts';
import type { GeneratedPlugin } from '../plugin/generated-plugin.ts';
import { ModelFiles } from '../plugin/model-files.ts';
import type { PluginName } from '../plugin-name.ts';
import { Models } from '../schema/models.ts';
import { connectorFile, type GraphqlPlan, rootsOf, testOf } from './connector.ts';
import { Inputs } from './inputs.ts';
import { readOperations } from './operations.ts';
import { readConnection } from './relay.ts';
import { Selections } from './selection.ts';

const placeholder = 'https://example.com/docs';
const login = {
  value: 'bearer',
  title: 'Access token',
  expression: 'bearer()',
  uses: 'bearer',
  fields: [['Access token', 'A token of your account']],
} as const;

/** An application and connectors of a GraphQL schema. Throws a CreateError for a text that is none. */
export async function generateFromGraphql(file: string, name: PluginName, options: GenerateOptions): Promise<GeneratedPlugin> {
  const schema = openSchema(await readFile(file, 'utf8'), file);
  const operations = readOperations(schema, name);
  const { chosen, notes } = await choose(operations, options.wanted, options.ask);
  const endsAsUsual = options.url?.endsWith('/graphql') === true;
  const base =
    options.url === undefined ? askedBase('') : fixedBase(endsAsUsual ? options.url.slice(0, -'/graphql'.length) : options.url);
  const path = options.url === undefined || endsAsUsual ? '/graphql' : '';

  const classes = [name.pascal, ...operations.map(({ className }) => className)];
  const models = new Models(classes, ['index', ...operations.map((each) => each.name)]);
  const inputs = new Inputs(models);
  const selections = new Selections(schema, models);
  const documentation =
    documentationLink(base.address !== undefined && isAbsolute(base.address) ? base.address : undefined) ?? placeholder;
  const plans = chosen.map((operation): GraphqlPlan => {
    const connection = operation.kind === 'query' ? readConnection(operation.field) : undefined;
    return {
      operation,
      connection,
      documentation,
      path,
      description: toDescription(operation.field.description ?? undefined, operation.title),
      input: inputs.shape(
        operation.field.args.filter(({ name: argument }) => !connection || !['after', 'before', 'last'].includes(argument)),
      ),
      selection: selections.of(connection ? connection.item : operation.field.type),
    };
  });
  const modelFiles = new ModelFiles(models, plans.flatMap(rootsOf));
  const title = name.title;
  const description = `Queries and mutations of ${title}.`;
  const subject = { application: { className: name.pascal, name: name.kebab }, basePath: base.path };
  return {
    title,
    description,
    documentation,
    offered: operations.length,
    sources: new Map([
      [
        `src/${name.kebab}.application.ts`,
        applicationFile({ name: name.kebab, className: name.pascal, title, description, documentation, base, logins: [login] }),
      ],
      ...plans.flatMap((plan): [string, string][] => [
        [`src/connectors/${plan.operation.name}.ts`, connectorFile(plan, modelFiles)],
        [`src/connectors/${plan.operation.name}.test.ts`, connectorTest(testOf(plan, models, subject))],
      ]),
      ...modelFiles.files(),
    ]),
    fields: [...base.fields, ...login.fields.map(([field, help]) => ({ title: field, help }))],
    actions: plans.map(({ operation, connection, description: text }) => ({
      name: operation.name,
      className: operation.className,
      title: operation.title,
      kind: connection ? 'batch' : 'connector',
      description: text,
    })),
    notes: [
      ...notes,
      'A schema does not say how to log in: a bearer token was taken. Change it in the application if it is another.',
      ...(documentation === placeholder ? [`The schema links no page. Replace ${placeholder} above the classes.`] : []),
    ],
  };
}

function openSchema(text: string, file: string): GraphQLSchema {
  try {
    const schema = buildSchema(text);
    const [problem] = validateSchema(schema);
    if (problem) throw problem;
    return schema;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CreateError(
      `${file} is no GraphQL schema. ${reason.replace(/\s+/g, ' ')}`,
      'Give the schema in its own language (SDL), not as the JSON of an introspection',
    );
  }
}
