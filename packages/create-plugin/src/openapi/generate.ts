import { choose } from '../choose.ts';
import { toDescription, toName } from '../code/sentences.ts';
import { CreateError } from '../create-error.ts';
import type { GenerateOptions } from '../generate-options.ts';
import { applicationFile } from '../plugin/application-file.ts';
import type { Base } from '../plugin/base.ts';
import { type ConnectorTest, connectorTest } from '../plugin/connector-test.ts';
import { documentationLink } from '../plugin/documentation.ts';
import type { GeneratedPlugin } from '../plugin/generated-plugin.ts';
import type { Login } from '../plugin/login.ts';
import { ModelFiles } from '../plugin/model-files.ts';
import type { PluginName } from '../plugin-name.ts';
import { Models } from '../schema/models.ts';
import { readAnswer, readRequestBody } from './bodies.ts';
import { Circles } from './circles.ts';
import { connectorFile, type Plan, rootsOf } from './connector.ts';
import { connectorSample, type TestSubject } from './connector-sample.ts';
import { readLogins } from './login.ts';
import { isNode, listAt, type Node, nodeAt, textAt, textsAt } from './node.ts';
import { openDocument } from './open-document.ts';
import { type Operation, readOperations } from './operations.ts';
import { readParameters, UnfitOperation } from './parameters.ts';
import { References } from './references.ts';
import { Schemas } from './schemas.ts';
import { originOf, readBase } from './servers.ts';

const placeholder = 'https://example.com/docs';

/** An application and connectors of an OpenAPI document. Throws a CreateError for a document that none can be made of. */
export async function generateFromOpenapi(file: string, name: PluginName, options: GenerateOptions): Promise<GeneratedPlugin> {
  const document = await openDocument(file);
  const references = new References(document);
  const info = nodeAt(document, 'info');
  const title = toName(textAt(info, 'title'), name.kebab);
  const operations = readOperations(document, references, { name: name.kebab, title });
  const { chosen, notes } = await choose(operations, options.wanted, options.ask);
  const base = readBase(document, options.url);
  const {
    logins,
    isMissing,
    notes: loginNotes,
  } = readLogins(
    document,
    references,
    chosen.map(({ node }) => node),
    base.address,
  );

  const documentation = documentationOf(document, base.address);
  const models = new Models(
    [name.pascal, ...operations.map(({ className }) => className)],
    ['index', ...operations.map((each) => each.name)],
  );
  const schemas = new Schemas(references, models);
  const circles = new Circles(document, references);
  const subject: TestSubject = {
    application: { className: name.pascal, name: name.kebab },
    basePath: base.path,
    settings: base.testSettings,
  };
  const planned = chosen.map((operation) =>
    plan(operation, {
      document,
      references,
      schemas,
      circles,
      models,
      subject,
      documentation: documentation ?? placeholder,
      base,
      logins,
    }),
  );
  const plans = planned.flatMap((each) => (each.made ? [each.made] : []));
  if (plans.length === 0) throw new CreateError(`No connector can be made. ${planned.flatMap((each) => each.notes).join(' ')}`);

  const modelFiles = new ModelFiles(
    models,
    plans.flatMap((each) => rootsOf(each.plan)),
  );
  const description = toDescription(textAt(info, 'description'), title) ?? `Connectors for ${title}.`;
  const sources = new Map([
    [
      `src/${name.kebab}.application.ts`,
      applicationFile({
        name: name.kebab,
        className: name.pascal,
        title,
        description,
        documentation: documentation ?? placeholder,
        base,
        logins,
        hosts: hostsOf(plans.map((each) => each.plan)),
      }),
    ],
    ...plans.flatMap(({ plan: each, test }): [string, string][] => [
      [`src/connectors/${each.operation.name}.ts`, connectorFile(each, modelFiles)],
      [`src/connectors/${each.operation.name}.test.ts`, connectorTest(test)],
    ]),
    ...modelFiles.files(),
  ]);
  return {
    title,
    description,
    documentation: documentation ?? placeholder,
    sources,
    offered: operations.length,
    lacksLogin: isMissing,
    fields: [
      ...(logins.length > 1 ? [{ title: 'Login', help: logins.map((login) => login.title).join(', ') }] : []),
      ...base.fields,
      ...logins.flatMap(({ fields }) => fields.map(([field, help]) => ({ title: field, help }))),
    ],
    actions: plans.map(({ plan: { operation, answer, description: text } }) => ({
      name: operation.name,
      className: operation.className,
      title: operation.title,
      kind: answer.kind === 'pages' ? 'batch' : 'connector',
      description: text,
    })),
    notes: [
      ...notes,
      ...(base.notes ?? []),
      ...loginNotes,
      ...planned.flatMap((each) => each.notes),
      ...(documentation === undefined ? [`The document links no page. Replace ${placeholder} above the classes.`] : []),
    ],
  };
}

/** A connector and its test, where the operation allows one. */
interface Planned {
  readonly made?: { readonly plan: Plan; readonly test: ConnectorTest };
  readonly notes: readonly string[];
}

/** What all operations of a document have in common. */
interface Surroundings {
  readonly document: Node;
  readonly references: References;
  readonly schemas: Schemas;
  readonly circles: Circles;
  readonly models: Models;
  readonly subject: TestSubject;
  readonly documentation: string;
  readonly base: Base;
  readonly logins: readonly Login[];
}

function plan(operation: Operation, { document, references, schemas, models, subject, ...all }: Surroundings): Planned {
  try {
    refuseOddPath(operation);
    refuseCircle(operation, all.circles);
    const { parameters, notes } = readParameters(operation, schemas, models, all.logins);
    const body = readRequestBody(operation, references, schemas, models, parameters);
    const answer = readAnswer(operation, references, schemas, models);
    const made: Plan = {
      operation,
      description: descriptionOf(operation),
      documentation:
        documentationLink(textAt(nodeAt(operation.node, 'externalDocs'), 'url'), tagPage(document, operation.node)) ??
        all.documentation,
      origin: originOf(operation, all.base),
      parameters,
      body,
      answer,
    };
    return { made: { plan: made, test: connectorSample(made, models, subject) }, notes };
  } catch (error) {
    if (!(error instanceof UnfitOperation)) throw error;
    return { notes: [`${operation.name} was left out: ${error.message}.`] };
  }
}

function refuseCircle({ node, parameters }: Operation, circles: Circles): void {
  const circle = circles.within([node, ...parameters]);
  if (circle !== undefined) throw new UnfitOperation(`the schema ${circle.slice(circle.lastIndexOf('/') + 1)} is made of itself`);
}

/** Signs that mean something else in an address than in a path, and would lead to another one. */
function refuseOddPath({ path }: Operation): void {
  const [odd] = /[#\\]/.exec(path) ?? [];
  if (odd !== undefined) throw new UnfitOperation(`its path holds "${odd}", which no path can`);
}

function descriptionOf({ node, title }: Operation): string | undefined {
  const description = toDescription(textAt(node, 'description'), title);
  return node['deprecated'] === true ? `The service means to give this up. ${description ?? ''}`.trim() : description;
}

/** The hosts that connectors reach besides that of the application. */
function hostsOf(plans: readonly Plan[]): string[] {
  return [...new Set(plans.flatMap(({ origin }) => (origin === undefined ? [] : [new URL(origin).host])))];
}

function documentationOf(document: Node, address: string | undefined): string | undefined {
  const info = nodeAt(document, 'info');
  return documentationLink(
    textAt(nodeAt(document, 'externalDocs'), 'url'),
    textAt(nodeAt(info, 'contact'), 'url'),
    textAt(info, 'termsOfService'),
    address,
  );
}

function tagPage(document: Node, operation: Node): string | undefined {
  const [tag] = textsAt(operation, 'tags');
  const found = listAt(document, 'tags')
    .filter(isNode)
    .find((each) => textAt(each, 'name') === tag);
  return found && textAt(nodeAt(found, 'externalDocs'), 'url');
}
