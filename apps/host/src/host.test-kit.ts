import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { postgresDatabase } from './database/postgres-database.test-kit.ts';
import { createProject, type PluginFixture, type TestProject } from './project.test-kit.ts';
import { type HostOptions, openHost } from './start-host.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; its text where it is no JSON. */
  readonly body: unknown;
  readonly text: string;
}

export interface TestRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type TestHost = Awaited<ReturnType<typeof testHost>>;

/** A real host on a free port, with its plugins on disk, that ends with the test. */
export async function testHost({ plugins = [], ...options }: HostOptions & { readonly plugins?: readonly PluginFixture[] } = {}) {
  const project = await createProject(...plugins);
  onTestFinished(() => project.delete());
  return { ...(await hostIn(project, options)), project };
}

/** A host in a project that is there already. */
export async function hostIn(project: TestProject, options: HostOptions = {}) {
  const lines: string[] = [];
  const { app, host } = await openHost({
    environment: {},
    port: 0,
    runner: 'inline',
    egressAllow: ['127.0.0.1'],
    logLevel: 'debug',
    projectDirectory: project.directory,
    dataDirectory: `${project.directory}/.mortise`,
    logTo: { write: (line) => void lines.push(line) },
    ...options,
  });
  onTestFinished(() => host.close(1000));

  /** With the admin's token, unless the headers say otherwise; an empty one is left out. */
  async function ask(method: string, path: string, { body, headers, signal }: TestRequest = {}): Promise<TestAnswer> {
    const answer = await fetch(`${host.url}${path}`, {
      method,
      headers: withoutEmpty({
        authorization: `Bearer ${host.adminToken}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      }),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') && text !== '';
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : text };
  }

  /** Connects an account, without asking its service, and returns its id. */
  async function connect(application: string, name: string, values: Readonly<Record<string, unknown>>): Promise<string> {
    const { status, body } = await ask('POST', '/api/connections', { body: { application, name, values, test: false } });
    if (status !== 201 || typeof body !== 'object' || body === null || !('id' in body)) throw new Error(JSON.stringify(body));
    return String(body.id);
  }

  const call = (action: string, body: object, rest: TestRequest = {}) =>
    ask('POST', `/api/actions/${action}/call`, { body, ...rest });

  return {
    app,
    host,
    servicesUrl: host.servicesUrl,
    lines,
    log: () => lines.map(parseLine),
    ask,
    call,
    connect,
  };
}

function withoutEmpty(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}

function parseLine(line: string): Record<string, unknown> {
  return JSON.parse(line);
}

/** Both places where a host can keep its data, each with the options that lead there. */
export const databases: readonly { readonly engine: string; readonly open: () => Promise<HostOptions> }[] = [
  { engine: 'SQLite', open: async () => ({}) },
  { engine: 'PostgreSQL', open: async () => ({ databaseUrl: await postgresDatabase() }) },
];

export function readText(path: string): string {
  return readFileSync(path, 'latin1');
}
