import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { type DemoShop, startDemoShop } from '@mortise/demo-shop';
import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Tables } from '../database/tables.ts';
import { type TestHost, testHost } from '../host.test-kit.ts';
import { browserPlugin, connectShop, linkTo, type Page, signInOptions, TestBrowser } from './sign-in.test-kit.ts';
import { json, startTokenServer, type TokenReply } from './token-server.test-kit.ts';

const plugins = [browserPlugin, { ...browserPlugin, application: 'other' }];
const TokenMade = z.object({ id: z.string(), token: z.string() });
const past = new Date(0).toISOString();

/** A sign-in whose user has just allowed it, and is on the way back. */
interface Flow {
  readonly host: TestHost;
  readonly shop: DemoShop;
  readonly id: string;
  readonly browser: TestBrowser;
  /** The address that the shop sends the browser back to. */
  readonly back: URL;
  /** Begins a second one, of a connection of its own. */
  another(): Promise<Flow>;
}

async function startFlow(host: TestHost, shop: DemoShop, name: string, isAllowed = true): Promise<Flow> {
  const id = await connectShop(host, shop, name);
  const browser = new TestBrowser();
  const back = new URL(await browser.decide(await browser.begin(await linkTo(host, id)), isAllowed));
  return { host, shop, id, browser, back, another: () => startFlow(host, shop, `${name}, second`) };
}

/** Comes back with other parameters: `undefined` leaves one out, a list names it several times. */
function returning(
  { browser, back }: Flow,
  change: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<Page> {
  const url = new URL(back);
  for (const [name, value] of Object.entries(change)) {
    url.searchParams.delete(name);
    for (const each of [value ?? []].flat()) url.searchParams.append(name, each);
  }
  return browser.open(url.href);
}

const database = ({ app }: TestHost) => app.get<Kysely<Tables>>(Kysely, { strict: false });

async function tokensOf(host: TestHost, id: string) {
  const row = await database(host).selectFrom('connections').select('tokens').where('id', '=', id).executeTakeFirst();
  return row?.tokens ?? null;
}

function outcomeOf({ status, text, location }: Page): string {
  const code = /Code <code>(?<code>\w+)<\/code>/.exec(text)?.groups?.['code'];
  return [status, code, location].filter((part) => part !== undefined).join(' ');
}

const cases: Readonly<Record<string, readonly [expected: string, attempt: (flow: Flow) => Promise<Page>]>> = {
  'a state that is missing': ['400 sign_in_unknown', (flow) => returning(flow, { state: undefined })],
  'a state that is empty': ['400 sign_in_unknown', (flow) => returning(flow, { state: '' })],
  'a state that was made up': ['400 sign_in_unknown', (flow) => returning(flow, { state: 'x'.repeat(43) })],
  'a state that comes twice': [
    '400 sign_in_unknown',
    (flow) => returning(flow, { state: [flow.back.searchParams.get('state') ?? '', 'x'] }),
  ],
  'a state that was used before, with an answer that was refused': [
    '400 sign_in_unknown',
    async (flow) => {
      await returning(flow, { iss: 'https://evil.example' });
      return flow.browser.open(flow.back.href);
    },
  ],
  'a state that has expired': [
    '400 sign_in_expired',
    async (flow) => {
      await database(flow.host).updateTable('sign_ins').set({ expires_at: past }).where('connection', '=', flow.id).execute();
      return flow.browser.open(flow.back.href);
    },
  ],
  'a state of another browser': ['403 sign_in_other_browser', (flow) => new TestBrowser().open(flow.back.href)],
  'a state of another browser, which has a sign-in of its own': [
    '403 sign_in_other_browser',
    async (flow) => (await flow.another()).browser.open(flow.back.href),
  ],
  'a cookie that was made up': [
    '403 sign_in_other_browser',
    async (flow) => {
      for (const [name, cookie] of flow.browser.cookies) flow.browser.cookies.set(name, { ...cookie, value: 'x'.repeat(43) });
      return flow.browser.open(flow.back.href);
    },
  ],
  'the address of another application': [
    '400 sign_in_misdirected',
    (flow) => flow.browser.open(flow.back.href.replace('/callback/shop', '/callback/other')),
  ],
  'the address of another server of the application': [
    '400 sign_in_misdirected',
    ({ back, browser }) => browser.open(back.href.replace(/(?<=\/callback\/shop)\/[^?]+/, '/evil.example')),
  ],
  'the address of no server of the application': [
    '400 sign_in_misdirected',
    ({ back, browser }) => browser.open(back.href.replace(/(?<=\/callback\/shop)\/[^?]+/, '')),
  ],
  'the address of no application': [
    '400 sign_in_misdirected',
    (flow) => flow.browser.open(flow.back.href.replace('/callback/shop', '/callback/nothing')),
  ],
  'a connection that was deleted': [
    '400 sign_in_outdated',
    async (flow) => {
      await flow.host.ask('DELETE', `/api/connections/${flow.id}`);
      return flow.browser.open(flow.back.href);
    },
  ],
  'a connection that leads to another server now': [
    '400 sign_in_outdated',
    async (flow) => {
      const values = { url: 'http://127.0.0.1:9', clientId: flow.shop.clientId, clientSecret: flow.shop.clientSecret };
      const body = { values, test: false };
      await flow.host.ask('PATCH', `/api/connections/${flow.id}`, { body });
      return flow.browser.open(flow.back.href);
    },
  ],
  'an access token that was revoked after it had asked for the link': [
    '400 sign_in_outdated',
    async ({ host, id, browser }) => {
      const token = TokenMade.parse((await host.ask('POST', '/api/tokens', { body: { name: 'Short', role: 'editor' } })).body);
      const headers = { authorization: `Bearer ${token.token}` };
      const link = await linkTo({ ask: (method, path) => host.ask(method, path, { headers }) }, id);
      const back = await browser.decide(await browser.begin(link), true);
      await host.ask('DELETE', `/api/tokens/${token.id}`);
      return browser.open(back);
    },
  ],
  'an issuer that is another': ['400 sign_in_other_server', (flow) => returning(flow, { iss: 'https://evil.example' })],
  'an issuer that differs by a slash': ['400 sign_in_other_server', (flow) => returning(flow, { iss: `${flow.shop.url}/` })],
  'an issuer that is missing': ['400 sign_in_other_server', (flow) => returning(flow, { iss: undefined })],
  'an issuer that comes twice': ['400 sign_in_unknown', (flow) => returning(flow, { iss: [flow.shop.url, flow.shop.url] })],
  'a refusal of another server': [
    '400 sign_in_other_server',
    (flow) => returning(flow, { code: undefined, error: 'access_denied', iss: 'https://evil.example' }),
  ],
  'no code': ['502 sign_in_incomplete', (flow) => returning(flow, { code: undefined })],
  'a code that is empty': ['502 sign_in_incomplete', (flow) => returning(flow, { code: '' })],
  'a code that was made up': ['502 sign_in_failed', (flow) => returning(flow, { code: 'made-up' })],
  'a code that was used before': [
    '502 sign_in_failed',
    async (flow) => {
      await flow.browser.open(flow.back.href);
      return returning(await flow.another(), { code: flow.back.searchParams.get('code') ?? '' });
    },
  ],
  'a code that another sign-in got, without its proof': [
    '502 sign_in_failed',
    async (flow) => returning(flow, { code: (await flow.another()).back.searchParams.get('code') ?? '' }),
  ],
  'consent that was denied': [
    '403 sign_in_denied',
    (flow) => returning(flow, { code: undefined, error: 'access_denied', error_description: 'No.' }),
  ],
  'an error of the server': [
    '502 sign_in_refused',
    (flow) => returning(flow, { code: undefined, error: 'server_error', error_description: '<img src=x onerror=alert(1)>' }),
  ],
  'an error beside a code': ['502 sign_in_refused', (flow) => returning(flow, { error: 'server_error' })],
  'a link that was opened before': [
    '400 sign_in_unknown',
    async ({ host, id, browser }) => {
      const link = await linkTo(host, id);
      await browser.open(link);
      return browser.open(link);
    },
  ],
  'an application whose name is longer than any': [
    '400 sign_in_misdirected',
    ({ back, browser }) => browser.open(back.href.replace('/callback/shop', `/callback/${'x'.repeat(300)}`)),
  ],
  'a link that is longer than any': [
    '400 sign_in_unknown',
    ({ host, browser }) => browser.open(`${host.host.url}/oauth/begin/${'x'.repeat(200)}`),
  ],
  'a link that was made up': [
    '400 sign_in_unknown',
    ({ host, browser }) => browser.open(`${host.host.url}/oauth/begin/${'x'.repeat(43)}`),
  ],
  'a link that has expired': [
    '400 sign_in_expired',
    async ({ host, id, browser }) => {
      const link = await linkTo(host, id);
      await database(host).updateTable('sign_ins').set({ expires_at: past }).where('connection', '=', id).execute();
      return browser.open(link);
    },
  ],
  'a link whose connection has changed since': [
    '400 sign_in_outdated',
    async ({ host, id, browser }) => {
      const link = await linkTo(host, id);
      await host.ask('PATCH', `/api/connections/${id}`, { body: { values: { clientId: 'another' }, test: false } });
      return browser.open(link);
    },
  ],
};

describe('A sign-in', () => {
  it('ends with a page that says why, and with nothing stored, for whatever is wrong about its answer', async () => {
    await using shop = await startDemoShop();
    const host = await testHost({ plugins });
    const outcomes: Record<string, string> = {};
    for (const [name, [, attempt]] of Object.entries(cases)) {
      const flow = await startFlow(host, shop, name);
      const page = await attempt(flow);
      const stored = name === 'a code that was used before' ? null : await tokensOf(host, flow.id);
      outcomes[name] = `${outcomeOf(page)}${stored === null ? '' : ', stored'}`;
      expect(page.text).not.toMatch(/<img|<script/);
      expect(page.text).not.toContain(shop.clientSecret);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    }
    expect(outcomes).toEqual(Object.fromEntries(Object.entries(cases).map(([name, [expected]]) => [name, expected])));
    expect(Object.keys(cases).length).toBeGreaterThanOrEqual(30);
    expect(host.lines.join('')).not.toContain(shop.clientSecret);
  }, 30_000);

  it('says the reason to whoever asked for it, and writes it down', async () => {
    await using shop = await startDemoShop();
    const host = await testHost({ plugins });
    const { id, browser, back } = await startFlow(host, shop, 'main', false);
    const stream = await fetch(`${host.host.url}/api/events`, { headers: { authorization: `Bearer ${host.host.adminToken}` } });
    const events = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    onTestFinished(() => events?.cancel());

    expect(outcomeOf(await browser.open(back.href))).toBe('403 sign_in_denied');

    let heard = '';
    while (!heard.includes('sign_in_failed')) heard += (await events?.read())?.value ?? '';
    expect(heard).toContain(`"id":"${id}","application":"shop","code":"sign_in_denied"`);
    const { body } = await host.ask('GET', `/api/audit?target=connection:${id}`);
    expect(JSON.stringify(body)).toContain('"connection.sign_in_failed"');
  });

  it.each([
    ['GET', '/oauth/callback/%FF', '400 malformed_request'],
    ['GET', `/oauth/callback/${'x'.repeat(600)}`, '400 malformed_request'],
    ['GET', '/oauth/callback/shop/x/y', '404 route_not_found'],
    ['GET', '/oauth/', '404 route_not_found'],
    ['POST', '/oauth/callback/shop', '405 method_not_allowed'],
    ['DELETE', '/oauth/nothing', '405 method_not_allowed'],
  ])('comes back with %s %j to a page in a browser, and to JSON in a program', async (method, path, expected) => {
    const { host, ask } = await testHost({ plugins });
    // A browser says from where it sends a form.
    const origin = method === 'GET' ? '' : 'https://service.example';
    for (const authorization of ['', `Bearer ${host.adminToken}`]) {
      const page = await ask(method, path, { headers: { authorization, origin, accept: 'text/html,*/*;q=0.8' } });
      expect(outcomeOf({ ...page, location: undefined })).toBe(expected);
      expect(page.headers.get('allow')).toBe(method === 'GET' ? null : 'GET');
      expect(page.headers.get('www-authenticate')).toBeNull();
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(page.text).not.toMatch(/token|header/i);
    }
    const asked = await ask(method, path, { headers: { authorization: '' } });
    expect(asked.headers.get('content-type')).toContain('json');
    expect([400, 401]).toContain(asked.status);
  });

  it('gives the code of one server to no other that a user was talked into, even where neither says who it is', async () => {
    await using honest = await startDemoShop();
    const evil = await startTokenServer();
    const host = await testHost({ plugins: [{ ...browserPlugin, signIn: signInOptions('issuer: undefined') }] });
    const id = await host.connect('shop', 'evil', { url: evil.url, clientId: honest.clientId, clientSecret: 'a-secret' });
    const browser = new TestBrowser();
    // The page of the evil server sends the browser on to the honest one, with all that it was asked with.
    const asked = new URL(await browser.begin(await linkTo(host, id)));
    const registered = `${host.host.url}/oauth/callback/shop/${new URL(honest.url).host}`;
    expect(asked.searchParams.get('redirect_uri')).not.toBe(registered);
    asked.searchParams.set('redirect_uri', registered);
    const back = new URL(await browser.decide(`${honest.url}/oauth/authorize${asked.search}`, true));
    back.searchParams.delete('iss');

    expect(outcomeOf(await browser.open(back.href))).toBe('400 sign_in_misdirected');
    expect(evil.requests).toEqual([]);
  });

  it('is told in a page under which name to come, where it came under another', async () => {
    const { host } = await testHost({ plugins });
    const { hostname, port } = new URL(host.url);
    const { promise, resolve } = Promise.withResolvers<string>();
    const headers = { host: 'evil.example', accept: 'text/html' };
    get({ hostname, port, path: '/oauth/callback/shop', headers }, (answer) => void text(answer).then(resolve));
    expect(await promise).toContain('Code <code>origin_refused</code>');
  });

  it.each([
    '/oauth/callback?next=https://evil.example',
    '/oauth/callback?redirect_uri=//evil.example&return_to=%5Cevil.example',
    '/oauth/callback/shop?redirect=javascript:alert(1)',
    '/oauth/callback/%2F%2Fevil.example',
    '/oauth/callback//evil.example',
    '/oauth/callback/%5Cevil.example?state=https://evil.example',
    '/oauth/begin/https:%2F%2Fevil.example',
    '/oauth/begin//evil.example',
    '/oauth/begin/x?url=https://evil.example',
  ])('sends a browser nowhere for %s', async (path) => {
    const host = await testHost({ plugins });
    const { status, location } = await new TestBrowser().open(`${host.host.url}${path}`);
    expect(location).toBeUndefined();
    expect([200, 400, 404, 401]).toContain(status);
  });

  it('leads to no address that is no web page', async () => {
    const signIn = signInOptions("authorizeUrl: 'javascript:alert(1)'");
    const host = await testHost({ plugins: [{ ...browserPlugin, signIn }] });
    const id = await host.connect('shop', 'main', { url: 'http://127.0.0.1:9', clientId: 'id', clientSecret: 'a-secret' });
    expect(outcomeOf(await new TestBrowser().open(await linkTo(host, id)))).toBe('502 sign_in_refused');
  });
});

const token = { access_token: 'a-token', token_type: 'Bearer' };

const replies: Readonly<Record<string, readonly [expected: string, reply: TokenReply]>> = {
  'no access token': ['502 sign_in_failed', json({ token_type: 'Bearer' })],
  'an access token that is a number': ['502 sign_in_failed', json({ ...token, access_token: 5 })],
  'an access token that is empty': ['502 sign_in_failed', json({ ...token, access_token: '' })],
  'an access token that would split a header': ['502 sign_in_failed', json({ ...token, access_token: 'a\r\nb: c' })],
  'a token of a type that has to be proven': ['502 sign_in_failed', json({ ...token, token_type: 'mac' })],
  'a refresh token that is a list': ['502 sign_in_failed', json({ ...token, refresh_token: ['a'] })],
  'a lifetime below zero': ['502 sign_in_failed', json({ ...token, expires_in: -1 })],
  'a lifetime of ages': ['502 sign_in_failed', json({ ...token, expires_in: 1e12 })],
  'a lifetime in words': ['502 sign_in_failed', json({ ...token, expires_in: 'soon' })],
  'a list': ['502 sign_in_failed', json([token])],
  'an error that says it is none': ['502 sign_in_failed', json({ error: 'invalid_grant' })],
  'a refusal of the client': ['502 sign_in_failed', json({ error: 'invalid_client' }, 401)],
  'a redirect': ['502 sign_in_failed', (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  'a page': [
    '502 malformed_response',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'),
  ],
  'far more than a token': [
    '502 network',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(5_000_000)}"`),
  ],
  nothing: ['502 sign_in_failed', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end()],
  'an answer that breaks off': ['502 network', (response) => response.destroy()],
  'too many requests': ['502 service_unavailable', json({}, 429)],
  'a fault of its own': ['502 service_unavailable', json({}, 500)],
};

describe('A token endpoint', () => {
  it('that answers with something else than a token gets no connection to work', async () => {
    const service = await startTokenServer();
    const host = await testHost({ plugins });
    const values = { url: service.url, clientId: 'id', clientSecret: 'canary-secret' };
    const id = await host.connect('shop', 'main', values);
    const outcomes: Record<string, string> = {};
    for (const [name, [, reply]] of Object.entries(replies)) {
      service.replies(reply);
      const browser = new TestBrowser();
      const { searchParams } = new URL(await browser.begin(await linkTo(host, id)));
      const answer = new URLSearchParams({ code: 'canary-code', state: searchParams.get('state') ?? '', iss: service.url });
      const page = await browser.open(`${host.host.url}/oauth/callback/shop/${new URL(service.url).host}?${answer}`);
      outcomes[name] = `${outcomeOf(page)}${(await tokensOf(host, id)) === null ? '' : ', stored'}`;
      expect(page.text).not.toContain('canary');
    }
    expect(outcomes).toEqual(Object.fromEntries(Object.entries(replies).map(([name, [expected]]) => [name, expected])));
    expect(service.requests).toEqual(Object.keys(replies).map(() => 'POST /oauth/token'));
    expect((await host.ask('GET', `/api/connections/${id}`)).body).toMatchObject({ status: 'needs_sign_in' });
    expect(host.lines.join('')).not.toContain('canary');
  }, 30_000);
});
