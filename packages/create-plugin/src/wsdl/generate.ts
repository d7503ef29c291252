import { choose } from '../choose.ts';
import { Imports } from '../code/imports.ts';
import { comment, literal, templateText } from '../code/literal.ts';
import { toDescription } from '../code/sentences.ts';
import { CreateError } from '../create-error.ts';
import type { GenerateOptions } from '../generate-options.ts';
import { applicationFile } from '../plugin/application-file.ts';
import { askedBase, type Base, fixedBase, isAbsolute } from '../plugin/base.ts';
import { type ConnectorTest, connectorTest } from '../plugin/connector-test.ts';
import { documentationLink } from '../plugin/documentation.ts';
import type { GeneratedPlugin } from '../plugin/generated-plugin.ts';
import { ModelFiles } from '../plugin/model-files.ts';
import type { PluginName } from '../plugin-name.ts';
import { Models } from '../schema/models.ts';
import { sample } from '../schema/sample.ts';
import type { Shape } from '../schema/shape.ts';
import { zodSchema } from '../schema/zod-schema.ts';
import { envelope, escapeXml } from './envelope.ts';
import { openWsdl, type WsdlDocument } from './open-wsdl.ts';
import { type Operation, readService, type Service } from './service.ts';
import { Types } from './types.ts';
import type { QualifiedName } from './xml-element.ts';

const placeholder = 'https://example.com/docs';

interface Plan {
  readonly operation: Operation;
  readonly description: string | undefined;
  readonly input: Shape;
  readonly output: Shape;
}

/** An application and connectors of a WSDL. Throws a CreateError for one that cannot be used. */
export async function generateFromWsdl(file: string, name: PluginName, options: GenerateOptions): Promise<GeneratedPlugin> {
  const document = await openWsdl(file);
  const service = readService(document.definitions, name);
  const { operations } = service;
  const { chosen, notes } = await choose(operations, options.wanted, options.ask);
  const base = baseOf(service, options.url);
  const parent = `${name.pascal}Connector`;
  const models = new Models(
    [name.pascal, parent, ...operations.map(({ className }) => className)],
    ['index', 'wsdl', `${name.kebab}-connector`, ...operations.map((each) => each.name)],
  );
  const types = new Types(document.schemas, models);
  const fit = chosen.filter(({ problem }) => problem === undefined);
  const left = chosen.flatMap(({ operation, problem }) =>
    problem === undefined ? [] : [`${operation} was left out: ${problem}.`],
  );
  const plans: Plan[] = [];
  for (const operation of fit) {
    const input = types.message(operation.input);
    if (!models.asObject(input)) {
      left.push(`${operation.operation} was left out: its input is no object, and a connector has fields.`);
      continue;
    }
    const output = types.message(operation.output);
    plans.push({ operation, description: toDescription(operation.documentation, operation.title), input, output });
  }
  if (plans.length === 0) throw new CreateError(`No connector can be made. ${left.join(' ')}`);
  const modelFiles = new ModelFiles(
    models,
    plans.flatMap(({ input, output }) => [[input, 'input'] as const, [output, 'output'] as const]),
  );
  const documentation = documentationLink(base.address) ?? placeholder;
  const { title } = name;
  const description = toDescription(service.documentation) ?? `Operations of ${title}.`;
  const application = { className: name.pascal, name: name.kebab };
  return {
    title,
    description,
    documentation,
    offered: operations.length,
    sources: new Map([
      ['src/wsdl.ts', wsdlFile(document)],
      [`src/${name.kebab}-connector.ts`, parentFile(parent, service, document)],
      [
        `src/${name.kebab}.application.ts`,
        applicationFile({ name: name.kebab, className: name.pascal, title, description, documentation, base, logins: [] }),
      ],
      ...plans.flatMap((plan): [string, string][] => [
        [
          `src/connectors/${plan.operation.name}.ts`,
          connectorFile(plan, modelFiles, { parent, file: `../${name.kebab}-connector.ts`, documentation }),
        ],
        [
          `src/connectors/${plan.operation.name}.test.ts`,
          connectorTest(testOf(plan, models, { application, service, basePath: base.path })),
        ],
      ]),
      ...modelFiles.files(),
    ]),
    fields: base.fields,
    actions: plans.map(({ operation, description: text }) => ({
      name: operation.name,
      className: operation.className,
      title: operation.title,
      kind: 'connector',
      description: text,
    })),
    notes: [
      ...notes,
      ...left,
      ...plans.flatMap(({ operation: { name: action, headers } }) =>
        headers.length === 0
          ? []
          : [`${action} goes without the header of SOAP ${headers.join(', ')}. Write header() if the service demands it.`],
      ),
      'A WSDL does not say how to log in: none was taken. Add `authentication` to the application if there is one.',
      'Decimals and long integers that the service answers stay text, so that no digit is lost.',
      ...(documentation === placeholder ? [`The WSDL links no page. Replace ${placeholder} above the classes.`] : []),
    ],
  };
}

function baseOf({ address }: Service, url: string | undefined): Base {
  if (url !== undefined) return fixedBase(url);
  const parsed = address !== undefined && isAbsolute(address) ? URL.parse(address) : null;
  const isLocal = parsed === null || /^(?:localhost|127\.|\[::1\])/.test(parsed.hostname);
  return isLocal ? askedBase(parsed?.pathname ?? '') : fixedBase(`${parsed.origin}${parsed.pathname}`);
}

function wsdlFile({ text, documents }: WsdlDocument): string {
  const imported = [...documents].map(([location, content]) => `${literal(location)}: \`${templateText(content)}\``);
  const second =
    imported.length === 0
      ? ''
      : `\n/** What it imports, by the names that it imports it by. */\nexport const wsdlDocuments = { ${imported.join(', ')} };\n`;
  return `/** The service as it describes itself. */\nexport const wsdl = \`${templateText(text.replace(/^\uFEFF/, ''))}\`;\n${second}`;
}

function parentFile(parent: string, { version }: Service, { documents }: WsdlDocument): string {
  const hasDocuments = documents.size > 0;
  const imports = new Imports()
    .add('@mortise/sdk', 'WsdlConnector')
    .add('./wsdl.ts', 'wsdl', ...(hasDocuments ? ['wsdlDocuments'] : []));
  const facts = [
    `readonly path = '';`,
    'readonly wsdl = wsdl;',
    hasDocuments ? 'override readonly wsdlDocuments = wsdlDocuments;' : '',
    version === '1.2' ? `override readonly soapVersion = '1.2';` : '',
  ];
  return `${imports}
${comment('An operation of the one service that the WSDL describes.')}export abstract class ${parent} extends WsdlConnector {
${facts.filter(Boolean).join('\n')}
}
`;
}

interface ParentClass {
  readonly parent: string;
  readonly file: string;
  readonly documentation: string;
}

function connectorFile(
  { operation, description, input, output }: Plan,
  models: ModelFiles,
  { parent, file, documentation }: ParentClass,
): string {
  const { className, name, title, operation: wsdlName } = operation;
  const inputCode = models.code('input');
  const outputCode = models.code('output');
  const facts = [
    `readonly name = ${literal(name)};`,
    `readonly title = ${literal(title)};`,
    description === undefined ? '' : `override readonly description = ${literal(description)};`,
    `readonly operation = ${literal(wsdlName)};`,
    `readonly input = ${inputCode.expression(input)};`,
    `readonly output = ${outputCode.expression(output)};`,
  ];
  const imports = new Imports().add(file, parent);
  if (facts.some((fact) => /\bz\./.test(fact))) imports.add('zod', 'z');
  models.addImports(imports, inputCode, 'input', '../');
  models.addImports(imports, outputCode, 'output', '../');
  return `${imports}
/** @see ${documentation} */
export class ${className} extends ${parent} {
${facts.filter(Boolean).join('\n')}
}
`;
}

interface TestSubject {
  readonly application: ConnectorTest['application'];
  readonly service: Service;
  readonly basePath: string;
}

function testOf(
  { operation, input, output }: Plan,
  models: Models,
  { application, service, basePath }: TestSubject,
): ConnectorTest {
  const given = sample('input', input, 'input', models);
  const values = typeof given === 'object' && given !== null ? { ...given } : {};
  const answer = sample('answer', output, 'output', models);
  const expected = leaves(values)
    .slice(0, 3)
    // Between the name of an element and its text its namespace may be declared.
    .map(
      ([name, value]) =>
        `expect(api.requests[0]?.text).toMatch(/\\b${escapeRegex(name)}\\b[^<>]*>${escapeRegex(escapeXml(value))}<\\//);`,
    );
  return {
    application,
    connector: { className: operation.className, name: operation.name },
    input: values,
    request: { method: 'POST', path: basePath || '/' },
    sentence: `calls ${operation.operation} and reads the answer`,
    reply: envelope(service.version, answerName(operation), answer),
    output: zodSchema(output, 'output', models).parse(asRead(answer)),
    alsoExpect: expected,
  };
}

/** A value as it is read of XML, where an element without content is empty text and an empty list is nothing. */
function asRead(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(contentAsRead);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => !Array.isArray(inner) || inner.length > 0);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, Array.isArray(inner) ? inner.map(contentAsRead) : contentAsRead(inner)]),
  );
}

function contentAsRead(value: unknown): unknown {
  const read = asRead(value);
  return typeof read === 'object' && read !== null && Object.keys(read).length === 0 ? '' : read;
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The elements that hold text, by their names. */
function leaves(value: object): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, inner]): (readonly [string, string])[] => {
    if (name.startsWith('@') || name === '#text') return [];
    if (typeof inner === 'string' || typeof inner === 'number') return [[name, String(inner)]];
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? leaves(inner) : [];
  });
}

function answerName({ output, operation }: Operation): QualifiedName {
  if (!output) return { namespace: '', local: `${operation}Response` };
  return 'element' in output ? output.element : output.wrapper;
}
