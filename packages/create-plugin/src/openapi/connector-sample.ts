import { Code, literal } from '../code/literal.ts';
import { CreateError } from '../create-error.ts';
import { pathOf as basePathOf } from '../plugin/base.ts';
import type { ConnectorTest } from '../plugin/connector-test.ts';
import type { Models } from '../schema/models.ts';
import { sample } from '../schema/sample.ts';
import { inputOf, type Plan } from './connector.ts';
import { UnfitOperation } from './parameters.ts';

export interface TestSubject {
  readonly application: ConnectorTest['application'];
  /** The path of the base URL. */
  readonly basePath: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What the test of a connector sends and gets. Throws an UnfitOperation where no right value can be made up. */
export function connectorSample(plan: Plan, models: Models, subject: TestSubject): ConnectorTest {
  const { operation, answer } = plan;
  const { className, name, method, path } = operation;
  const input = recordOf(sampleOf('input', () => sample('input', inputOf(plan), 'input', models)));
  const request = {
    method: method.toUpperCase(),
    ...(plan.origin !== undefined && { host: new URL(plan.origin).host }),
    path: `${plan.origin === undefined ? subject.basePath : basePathOf(plan.origin)}${pathOf(plan, input)}`,
    ...nonEmpty('query', queryOf(plan, input)),
    ...nonEmpty('headers', headersOf(plan, input)),
    ...bodyOf(plan, input),
  };
  const test = {
    application: subject.application,
    connector: { className, name },
    input,
    request,
    sentence: `sends ${method.toUpperCase()} ${path} and gives the answer`,
    ...(Object.keys(subject.settings).length > 0 && { settings: subject.settings }),
    ...(answer.mayBeAbsent && { mayBeAbsent: true }),
  };
  switch (answer.kind) {
    case 'json':
      return { ...test, reply: sampleOf('answer', () => sample('answer', answer.shape, 'output', models)) };
    case 'pages':
      return {
        ...test,
        ...pagesOf(
          sampleOf('answer', () => sample('item', answer.shape, 'output', models)),
          request,
        ),
      };
    case 'text':
      return { ...test, reply: 'Some text.' };
    case 'file':
      return {
        ...test,
        reply: 'Some text.',
        matches: { size: 10 },
        sentence: `sends ${method.toUpperCase()} ${path} and gives a file`,
        except: { oversizedBody: 'A file may be larger than an answer that is read at once.' },
      };
    case 'none':
      return { ...test, reply: undefined, output: {}, sentence: `sends ${method.toUpperCase()} ${path}` };
  }
}

/** Two pages, the first of which links to the second. */
function pagesOf(item: unknown, { method, path }: { readonly method: string; readonly path: string }) {
  const [named, link] = [new Code('item'), `<${path}?page=2>; rel="next"`];
  return {
    sentence: `sends ${method} ${path} and goes on with the page that an answer links to`,
    constants: { item },
    reply: new Code(literal({ status: 200, headers: { link }, body: [named] })),
    nextReply: [named],
    nextRequest: { method, path, query: { page: '2' } },
    output: [[named], [named]],
  };
}

function sampleOf<Value>(what: string, make: () => Value): Value {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof CreateError)) throw cause;
    throw new UnfitOperation(`there is no example of its ${what}, and ${cause.message.replace(/^No/, 'no').replace(/\.$/, '')}`);
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function nonEmpty(name: string, value: object): object {
  return Object.keys(value).length > 0 ? { [name]: value } : {};
}

function pathOf({ operation, parameters }: Plan, input: Readonly<Record<string, unknown>>): string {
  const path = operation.path.replace(/\{([^}]*)\}/g, (piece, name) => {
    const parameter = parameters.find((each) => each.in === 'path' && each.name === name);
    if (!parameter) return piece;
    const text = textOf(input[parameter.field], ',');
    if (text === '' || text === '.' || text === '..') throw new UnfitOperation(`there is no example of "${name}" in its path`);
    return encodeURIComponent(text);
  });
  return new URL(`https://example.com${path}`).pathname;
}

function queryOf({ parameters, operation }: Plan, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const inPath = [...new URL(`https://example.com${operation.path}`).searchParams];
  const entries = parameters.flatMap(({ in: place, name, field, style }): (readonly [string, unknown])[] => {
    const value = input[field];
    if (place !== 'query' || value === undefined) return [];
    if (style === 'nested') return flatten(name, value);
    if (typeof style === 'object') return [[name, textOf(value, style.joinedBy)]];
    return repeated(name, value);
  });
  return Object.fromEntries([...inPath, ...entries]);
}

function headersOf({ parameters, body, answer }: Plan, input: Readonly<Record<string, unknown>>): Record<string, string> {
  const sent = parameters.filter(({ in: place, field }) => place === 'header' && input[field] !== undefined);
  return {
    ...Object.fromEntries(sent.map(({ name, field }) => [name.toLowerCase(), textOf(input[field], ',')])),
    ...(body?.contentType !== undefined && { 'content-type': body.contentType }),
    ...(answer.contentType !== undefined && { accept: answer.contentType }),
  };
}

function bodyOf({ body, parameters }: Plan, input: Readonly<Record<string, unknown>>): object {
  if (!body || body.kind === 'multipart') return {};
  const taken = new Set(parameters.map(({ field }) => field));
  const value = body.fields ? Object.fromEntries(Object.entries(input).filter(([name]) => !taken.has(name))) : input[body.field];
  if (value === undefined) return {};
  if (body.kind !== 'form') return { body: value };
  const isNested = body.shape.kind === 'object' && body.shape.rest !== undefined;
  const entries = Object.entries(recordOf(value)).flatMap(([name, inner]): (readonly [string, unknown])[] => {
    const style = isNested ? 'nested' : body.styles.get(name);
    if (style === 'nested') return flatten(name, inner);
    if (style === 'json') return [[name, JSON.stringify(inner)]];
    if (style !== undefined) return [[name, textOf(inner, style.joinedBy)]];
    return repeated(name, inner);
  });
  return entries.length === 0 ? {} : { body: Object.fromEntries(entries) };
}

function textOf(value: unknown, separator: string): string {
  return Array.isArray(value) ? value.join(separator) : String(value);
}

/** A list repeats its name: one that is empty is not sent, and one of one cannot be told from a value. */
function repeated(name: string, value: unknown): (readonly [string, unknown])[] {
  if (!Array.isArray(value)) return [[name, String(value)]];
  if (value.length === 0) return [];
  return [[name, value.length === 1 ? String(value[0]) : value.map(String)]];
}

/** As `nested()` of the SDK writes it. */
function flatten(name: string, value: unknown): (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}[${key}]`, inner));
}
