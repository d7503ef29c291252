import { Imports } from '../code/imports.ts';
import { literal } from '../code/literal.ts';

export interface ConnectorTest {
  readonly application: { readonly className: string; readonly name: string };
  readonly connector: { readonly className: string; readonly name: string };
  /** What it is given and what the service answers. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Values that the test names, because it needs them more than once. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** The body of the answer; `undefined` for none. */
  readonly reply: unknown;
  /** Of a batch: the answer after the first one. */
  readonly nextReply?: unknown;
  /** Of a batch: what the request for it has to be like. */
  readonly nextRequest?: unknown;
  /** The sentence that says what is tested. */
  readonly sentence: string;
  /** What the request has to be like. */
  readonly request: unknown;
  /** What comes out of it; absent, where it is the reply. */
  readonly output?: unknown;
  /** What has to be in it, where not all of it is known. */
  readonly matches?: object;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the service may say yes without a body. */
  readonly mayBeAbsent?: boolean;
  /** Further expectations, as lines of code. */
  readonly alsoExpect?: readonly string[];
  readonly except?: Readonly<Record<string, string>>;
}

/** Writes the test that stands beside a connector: the request it sends, the value it gives, and the fault matrix. */
export function connectorTest(test: ConnectorTest): string {
  const { application, connector, input, request, sentence, settings, alsoExpect = [], except } = test;
  const hasInput = Object.keys(input).length > 0;
  const imports = new Imports()
    .add('@mortise/testing', 'faultMatrix', 'testConnector')
    .add('vitest', 'describe', 'expect', 'it')
    .add(`../${application.name}.application.ts`, application.className)
    .add(`./${connector.name}.ts`, connector.className);
  if (hasInput) imports.add('@mortise/sdk', 'type InputOf');
  const account = settings ? `application: ${application.className}, settings` : `application: ${application.className}`;
  const constants = [
    hasInput ? `const input: InputOf<${connector.className}> = ${literal(input)};` : '',
    ...Object.entries(test.constants ?? {}).map(([constant, value]) => constantOf(constant, value)),
    settings ? constantOf('settings', settings) : '',
    test.reply === undefined ? '' : constantOf('reply', toAnswer(test.reply)),
    test.nextReply === undefined ? '' : constantOf('nextReply', toAnswer(test.nextReply)),
  ].filter(Boolean);
  const matrix = [
    account,
    hasInput ? 'input' : 'input: {}',
    test.reply === undefined ? 'reply: undefined' : 'reply',
    ...(test.nextReply === undefined ? [] : ['nextReply']),
    ...(except ? [`except: ${literal(except)}`] : []),
  ];
  const isBatch = test.nextReply !== undefined;
  const replies = [test.reply === undefined ? 'undefined' : 'reply', ...(isBatch ? ['nextReply'] : [])];
  return `${imports}
${constants.join('\n')}

describe('${connector.className}', () => {
  it(${literal(sentence)}, async () => {
    const api = testConnector(${connector.className}, { ${account} });
    api.replies(${replies.join(', ')});

    const ${isBatch ? 'pages = await api.pages' : 'output = await api.run'}(${hasInput ? 'input' : '{}'});

    expect(api.requests).toMatchObject(${literal(isBatch ? [request, test.nextRequest] : [request])});
    ${[...alsoExpect, expectation(test)].join('\n')}
  });
${test.mayBeAbsent ? absenceTest(connector.className, account, hasInput) : ''}});

faultMatrix(${connector.className}, { ${matrix.join(', ')} });
`;
}

function absenceTest(className: string, account: string, hasInput: boolean): string {
  return `
  it('takes a yes without a body', async () => {
    const api = testConnector(${className}, { ${account} });
    api.replies({ status: 204 });

    expect(await api.run(${hasInput ? 'input' : '{}'})).toBeUndefined();
  });
`;
}

/** TypeScript cannot tell of what a list is that has nothing in it. */
function constantOf(name: string, value: unknown): string {
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return `const ${name}${isEmptyList ? ': unknown[]' : ''} = ${literal(value)};`;
}

function expectation(test: ConnectorTest): string {
  if (test.matches) return `expect(output).toMatchObject(${literal(test.matches)});`;
  if ('output' in test) return `expect(${test.nextReply === undefined ? 'output' : 'pages'}).toEqual(${literal(test.output)});`;
  return `expect(output).toEqual(${isAnswerLike(test.reply) ? literal(test.reply) : 'reply'});`;
}

/** A body that looks like an answer in full has to be put into one. */
function toAnswer(reply: unknown): unknown {
  return isAnswerLike(reply) ? { status: 200, body: reply } : reply;
}

function isAnswerLike(reply: unknown): boolean {
  if (typeof reply !== 'object' || reply === null || !('status' in reply) || typeof reply.status !== 'number') return false;
  return Object.keys(reply).every((name) => ['status', 'headers', 'body'].includes(name));
}
