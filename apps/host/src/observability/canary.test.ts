import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { browserPlugin, linkTo, TestBrowser } from '../authorization/sign-in.test-kit.ts';
import { databases, readText, type TestHost, testHost } from '../host.test-kit.ts';
import { chain, runIn } from '../runs/run.test-kit.ts';

const failing = ['/401', '/text', '/redirect', '/busy', '/broken', '/teapot'];
const succeeding = ['/anything', '/anything/php', '/anything/text'];
const logins = ['oauth2', 'apiKey', 'keyInQuery', 'bearer', 'basic', 'oauth1', 'custom'] as const;

/** With characters on which encoders do not agree; those that a header cannot carry come with `more`. */
function canary(more = ''): string {
  return `c/n+ry='!()~&"${more}${randomBytes(18).toString('base64')}`;
}

function wideCanary(): string {
  return canary('‹é');
}

/** What a secret looks like wherever it may turn up. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inUrl = encodeURIComponent(secret);
  const inAddress = new URL(`http://host/${inUrl}?${inUrl}`);
  const inForm = new URLSearchParams([[secret, '']]).toString().slice(0, -1);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inPhp = inJson.replaceAll('/', '\\/').replace(/[\u0080-\uffff]/g, unicode);
  const inHtml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return [
    ...[secret, inUrl, inUrl.toLowerCase(), inAddress.pathname.slice(1), inAddress.search.slice(1), inForm, inJson, inPhp],
    ...['&#39;', '&#039;', '&#x27;'].map((apostrophe) => inHtml.replaceAll("'", apostrophe)),
    ...[bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')],
  ];
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A service that puts all that it is sent into all that it answers. */
async function startHostileService(tokens: { readonly accessToken: string; readonly refreshToken: string }) {
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  async function answer(request: IncomingMessage, response: ServerResponse) {
    const path = pathOf(request);
    const echo = await (isSuccess(path) ? wordsOf(request) : everythingOf(request));
    const json = { 'content-type': 'application/json' };
    if (path === '/oauth/token' || path === '/login') {
      const { accessToken, refreshToken } = tokens;
      response
        .writeHead(200, json)
        .end(JSON.stringify({ access_token: accessToken, refresh_token: refreshToken, expires_in: 3600 }));
    } else if (path.startsWith('/anything')) response.writeHead(200, typeOf(path)).end(mirror(request, echo, path));
    else if (path === '/list') response.writeHead(200, json).end(JSON.stringify({ orders: [{ url: request.url, echo }] }));
    else if (path === '/echo') response.writeHead(200, { 'content-type': 'text/plain' }).end(echo);
    else if (path === '/401') response.writeHead(401, json).end(JSON.stringify({ error: { message: echo } }));
    else if (path === '/text') response.writeHead(400, { 'content-type': 'text/plain' }).end(echo);
    else if (path === '/redirect')
      response.writeHead(302, { location: `http://${encodeURIComponent(echo.slice(0, 100))}/` }).end();
    else if (path === '/busy') response.writeHead(503, json).end(JSON.stringify({ message: echo }));
    else if (path === '/broken') response.writeHead(200, json).end(`{"${echo}`);
    else response.writeHead(418, json).end(JSON.stringify({ message: echo, detail: echo }));
  }
  await once(server, 'listening');
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function isSuccess(path: string): boolean {
  return path.startsWith('/anything') || path === '/list';
}

function typeOf(path: string): { readonly 'content-type': string } {
  return { 'content-type': path === '/anything/text' ? 'text/plain' : 'application/json' };
}

/** A request sent back in an answer that succeeds, as httpbin and its like do. */
function mirror({ url, headers }: IncomingMessage, words: string, path: string): string {
  if (path === '/anything/text') return `url=${url} ${words}`;
  const text = JSON.stringify({ url, headers, words, args: words.split(' ') });
  return path === '/anything/php' ? text.replaceAll('/', '\\/').replace(/[\u0080-\uffff]/g, unicode) : text;
}

async function everythingOf(request: IncomingMessage): Promise<string> {
  const words = (await wordsOf(request)).split(' ');
  const decoded = words.flatMap((word) => [word, Buffer.from(word, 'base64').toString()]);
  return decoded.flatMap((word) => [word, ...word.split(':')].flatMap(formsOf)).join(' ');
}

async function wordsOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { authorization, 'x-api-key': apiKey, ...others } = request.headers;
  const [, query = ''] = request.url?.split('?') ?? [];
  const body = Buffer.concat(chunks).toString();
  // What is quoted of a refusal is its beginning.
  return [authorization, apiKey, ...fieldsOf(query), query, ...fieldsOf(body), body, ...Object.values(others)]
    .flatMap((value) => value ?? [])
    .join(' ');
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? '';
}

function fieldsOf(form: string): string[] {
  return [...new URLSearchParams(form).values()].filter((value) => value !== '');
}

describe.each(databases)('A secret on $engine', ({ engine, open }) => {
  it('is in no log line, answer, event, figure or file, however it is echoed', { timeout: 180_000 }, async () => {
    const tokens = { accessToken: canary(), refreshToken: canary() };
    const [apiKey, token, clientSecret, adminToken] = [canary(), canary(), canary(), canary()];
    const [password, queryKey, pin, code] = [wideCanary(), wideCanary(), wideCanary(), wideCanary()];
    const [consumerSecret, tokenSecret, passcode] = [wideCanary(), wideCanary(), wideCanary()];
    const values = { apiKey, token, password, clientSecret, consumerSecret, tokenSecret, passcode };
    const url = await startHostileService(tokens);
    const options = await open();
    const fixtures = logins.map((name) => ({
      application: name.toLowerCase(),
      settingSecret: true,
      ...(name === 'keyInQuery' ? { login: 'apiKey' as const, signIn: "apiKey({ query: 'key' })" } : { login: name }),
    }));
    const plugins = [...fixtures, { ...browserPlugin, settingSecret: true }];
    const { host, project, ask, call, lines } = await testHost({ ...options, plugins, runner: 'process', adminToken });
    const seen: string[] = [];
    const stream = await fetch(`${host.url}/api/events`, { headers: { authorization: `Bearer ${adminToken}` } });
    const following = stream.text().then((text) => seen.push(text));

    for (const login of logins) {
      const fields = {
        apiKey: { apiKey },
        keyInQuery: { apiKey: queryKey },
        bearer: { token },
        basic: { username: 'ada', password },
        oauth2: { clientId: 'id', clientSecret },
        oauth1: { consumerKey: 'key', consumerSecret, token, tokenSecret },
        custom: { account: 'ada', passcode },
      };
      const application = login.toLowerCase();
      const created = await ask('POST', '/api/connections', {
        body: { application, name: 'main', values: { url, pin, ...fields[login] } },
      });
      expect(created.status).toBe(201);
      seen.push(
        created.text,
        (await ask('POST', '/api/connections', { body: { application, name: 'main', values: { url, ...values } } })).text,
      );
      for (const path of failing) {
        const answer = await call(`${application}.get`, { connection: 'main', input: { path }, maxAttempts: 1 });
        expect(answer.status, `${login} ${path}`).toBeGreaterThan(399);
        seen.push(answer.text, JSON.stringify([...answer.headers]));
      }
      for (const [action, path] of [...succeeding.map((each) => ['get', each]), ['list', '/list']]) {
        const answer = await call(`${application}.${action}`, { connection: 'main', input: { path } });
        expect(answer.status, `${login} ${path}`).toBe(200);
        expect(answer.text, `${login} ${path}`).toContain('[redacted]');
        seen.push(answer.text);
      }
      expect((await call(`${application}.tell`, { connection: 'main', input: {} })).body).toMatchObject({ output: 'told' });
      const { id } = created.body as { id: string };
      for (const [method, path] of [
        ['POST', `/api/connections/${id}/test`],
        ['GET', `/api/connections/${id}`],
      ] as const) {
        seen.push((await ask(method, path)).text);
      }
      seen.push(...(await runs({ ask }, application)));
    }
    seen.push(await signInPage({ ask }, { url, clientSecret, pin, code }));
    for (const path of [
      '/metrics',
      '/api/connections',
      '/api/openapi.json',
      '/api/plugins',
      '/api/audit',
      '/api/failed-messages',
    ])
      seen.push((await ask('GET', path)).text);
    await expect.poll(() => lines.filter((line) => line.includes('printed')).length).toBe(logins.length);
    const database = await contentOf(engine, options.databaseUrl, project.directory);
    await host.close();
    await following;
    const places = { log: lines.join(''), answers: seen.join(''), database };

    const secrets = { ...values, ...tokens, queryKey, pin, code, adminToken, basic: `ada:${password}` };
    const leaks = Object.entries(secrets).flatMap(([name, secret]) =>
      Object.entries(places)
        .filter(([, text]) => formsOf(secret).some((form) => text.includes(form)))
        .map(([place]) => `${name} in ${place}`),
    );
    expect(leaks).toEqual([]);
    expect(places.log).toContain('[redacted]');
    expect(places.answers).toContain('[redacted]');
    expect(places.database).toContain('oauth2');
  });
});

const Created = z.object({ id: z.string() });

/** Runs a process into each refusal of the service, and into what succeeds; what the history and the failed messages say of it. */
async function runs({ ask }: Pick<TestHost, 'ask'>, application: string): Promise<string[]> {
  const get = {
    kind: 'action',
    action: `${application}.get`,
    connection: 'main',
    input: { path: '=data.path' },
    retry: { attempts: 1 },
  };
  const body = { name: `run-${application}`, document: chain({ get }) };
  const { id } = Created.parse((await ask('POST', '/api/processes', { body })).body);
  expect((await ask('POST', `/api/processes/${id}/publish`, { body: {} })).status).toBe(200);
  return Promise.all(
    [...failing, ...succeeding].map(async (path) => {
      const run = Created.parse((await ask('POST', `/api/processes/${id}/runs`, { body: { input: { path } } })).body);
      await runIn({ ask }, run.id, failing.includes(path) ? 'failed' : 'completed');
      return (await ask('GET', `/api/runs/${run.id}`)).text;
    }),
  );
}

interface SigningIn {
  readonly url: string;
  readonly clientSecret: string;
  readonly pin: string;
  readonly code: string;
}

/** Signs in in the browser; the last page. */
async function signInPage({ ask }: Pick<TestHost, 'ask'>, { code, ...values }: SigningIn): Promise<string> {
  const body = { application: 'shop', name: 'browser', values: { ...values, clientId: 'id' } };
  const { id } = Created.parse((await ask('POST', '/api/connections', { body })).body);
  const browser = new TestBrowser();
  const { searchParams } = new URL(await browser.begin(await linkTo({ ask }, id)));
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  back.search = String(new URLSearchParams({ code, state: searchParams.get('state') ?? '', iss: values.url }));
  const { status, text } = await browser.open(back.href);
  expect(status).toBe(200);
  return text;
}

/** All that is on disk, apart from the two files that are there to hold a secret. */
async function contentOf(engine: string, databaseUrl: string | undefined, directory: string): Promise<string> {
  const files = (await readdir(`${directory}/.mortise`)).filter((name) => !['master.key', 'admin.token'].includes(name));
  const onDisk = files.map((name) => readText(`${directory}/.mortise/${name}`)).join('');
  if (engine === 'SQLite') return onDisk;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
  );
  const rows: unknown[] = [];
  for (const { name } of tables.rows)
    rows.push((await client.query(`SELECT row_to_json(t)::text AS row FROM ${name} AS t`)).rows);
  await client.end();
  return onDisk + JSON.stringify(rows);
}
