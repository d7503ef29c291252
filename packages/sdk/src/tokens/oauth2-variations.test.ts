import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectTo, localHttp, scope } from '../../test/local-connection.ts';
import { type Received, sendJson, startServer } from '../../test/local-server.ts';
import { OAuth2Application, type SettingsOf } from '../application/application.ts';
import { type Credentials, type OAuth2Options, oauth2, type TokenSet } from '../application/authentication.ts';
import { slug, text } from '../application/form.ts';
import { Redactor } from '../connection/redactor.ts';
import { EgressGuard } from '../http/egress-guard.ts';
import { get } from '../http/request.ts';
import { memoryTokenStore } from './access-tokens.ts';
import { authorizationUrl } from './authorization-code.ts';
import { type OAuth2, TokenEndpoint } from './token-endpoint.ts';

const credentials = { clientId: 'id', clientSecret: 'canary-client-secret' };
const code = { code: 'code-1', redirectUri: 'https://host.example.com/callback', verifier: 'verifier-of-43-characters' };

type TokenAnswer = Parameters<typeof startServer>[0];

const issue =
  (body: unknown, status = 200): TokenAnswer =>
  (_request, response) =>
    sendJson(response, body, status);

const issueText =
  (body: string, type: string, status = 200): TokenAnswer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

function factsOf(options: OAuth2Options): OAuth2 {
  const facts = oauth2(options);
  return facts.kind === 'oauth2' ? facts : expect.fail('oauth2() gives facts of OAuth 2');
}

async function startEndpoint(answer: TokenAnswer, options: Partial<OAuth2Options> = {}, login: Credentials = credentials) {
  const server = await startServer(answer);
  const facts = factsOf({ tokenUrl: `${server.url}/token`, ...options });
  const endpoint = new TokenEndpoint(facts, login, new EgressGuard([server.host]), new Redactor());
  return { endpoint, server, received: () => server.received[0] ?? expect.fail('Nothing was sent.') };
}

function formOf({ body }: Received): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

describe('a request for a token', () => {
  const tokens = issue({ access_token: 't1', refresh_token: 'r1' });

  it.each<[string, Partial<OAuth2Options>, boolean]>([
    ['with id and secret in it', { clientAuthentication: 'json' }, false],
    ['with Basic credentials beside it', { tokenBody: 'json' }, true],
  ])('is JSON %s', async (_what, options, isBasic) => {
    const { endpoint, received } = await startEndpoint(tokens, options);
    await endpoint.exchange(code);
    expect(received().headers['content-type']).toMatch(/^application\/json/);
    expect(received().headers.authorization).toBe(
      isBasic ? `Basic ${Buffer.from('id:canary-client-secret').toString('base64')}` : undefined,
    );
    expect(JSON.parse(received().body)).toEqual({
      grant_type: 'authorization_code',
      code: 'code-1',
      redirect_uri: code.redirectUri,
      code_verifier: code.verifier,
      ...(!isBasic && { client_id: 'id', client_secret: 'canary-client-secret' }),
    });
  });

  it('leaves the proof key out where the service refuses it', async () => {
    const { endpoint, received } = await startEndpoint(tokens, { pkce: false });
    await endpoint.exchange(code);
    expect(Object.keys(formOf(received()))).toEqual(['grant_type', 'code', 'redirect_uri']);
  });

  it.each(['basic', 'body', 'json'] as const)('names a public client, and no secret: %s', async (clientAuthentication) => {
    const { endpoint, received } = await startEndpoint(tokens, { publicClient: true, clientAuthentication }, { clientId: 'id' });
    await endpoint.exchange(code);
    const sent = clientAuthentication === 'json' ? JSON.parse(received().body) : formOf(received());
    expect(received().headers.authorization).toBeUndefined();
    expect(sent).toMatchObject({ client_id: 'id', code_verifier: code.verifier });
    expect(sent).not.toHaveProperty('client_secret');
  });

  it('carries the application’s parameters, which replace none of its own', async () => {
    const tokenParameters = {
      audience: 'https://api.example.com',
      grant_type: 'x',
      code: 'x',
      redirect_uri: 'x',
      code_verifier: 'x',
    };
    const { endpoint, received } = await startEndpoint(tokens, { tokenParameters });
    await endpoint.exchange(code);
    expect(formOf(received())).toEqual({
      audience: 'https://api.example.com',
      grant_type: 'authorization_code',
      code: 'code-1',
      redirect_uri: code.redirectUri,
      code_verifier: code.verifier,
    });
  });

  it('carries them when it renews, too', async () => {
    const tokenParameters = { resource: 'https://api.example.com', refresh_token: 'x', grant_type: 'x' };
    const { endpoint, received } = await startEndpoint(tokens, { tokenParameters });
    await endpoint.request('r0');
    expect(formOf(received())).toEqual({
      resource: 'https://api.example.com',
      grant_type: 'refresh_token',
      refresh_token: 'r0',
    });
  });

  it('may call client credentials by another name', async () => {
    const tokenParameters = { grant_type: 'account_credentials', account_id: '7' };
    const { endpoint, received } = await startEndpoint(tokens, { grant: 'clientCredentials', tokenParameters, scopes: ['a'] });
    await endpoint.request();
    expect(formOf(received())).toEqual({ grant_type: 'account_credentials', account_id: '7', scope: 'a' });
  });

  it('goes elsewhere to renew where the service wants that', async () => {
    const server = await startServer(tokens);
    const facts = factsOf({ tokenUrl: `${server.url}/token`, refreshUrl: `${server.url}/renew` });
    const endpoint = new TokenEndpoint(facts, credentials, new EgressGuard([server.host]), new Redactor());
    await endpoint.exchange(code);
    await endpoint.request('r1');
    expect(server.received.map(({ path }) => path)).toEqual(['/token', '/renew']);
  });

  it('does not go to a host that is not declared', async () => {
    const other = await startServer(tokens);
    const server = await startServer(tokens);
    const authentication = oauth2({ tokenUrl: `${server.url}/token`, refreshUrl: `${other.url}/renew` });
    expect(() => connectTo(server, { api: { authentication } })).toThrow(/not among the hosts/);
  });
});

describe('the answer of a token endpoint', () => {
  const slack = {
    ok: true,
    access_token: 'xoxb-bot',
    token_type: 'bot',
    authed_user: { id: 'U1', access_token: 'xoxp-user', refresh_token: 'xoxe-1', expires_in: 43_200, token_type: 'user' },
  };

  it('holds the tokens in a field', async () => {
    const { endpoint } = await startEndpoint(issue(slack), { tokenField: 'authed_user' });
    const { issuedAt, expiresAt = 0, ...tokens } = await endpoint.exchange(code);
    expect(tokens).toEqual({ accessToken: 'xoxp-user', refreshToken: 'xoxe-1' });
    expect(expiresAt - issuedAt).toBe(43_200_000);
  });

  it('holds a renewed token without that field', async () => {
    const { endpoint } = await startEndpoint(issue({ ok: true, access_token: 'xoxp-2' }), { tokenField: 'authed_user' });
    expect(await endpoint.request('xoxe-1')).toMatchObject({ accessToken: 'xoxp-2', refreshToken: 'xoxe-1' });
    await expect(endpoint.exchange(code)).rejects.toMatchObject({ code: 'sign_in_failed' });
  });

  it('names a type that is sent as any other', async () => {
    const { endpoint } = await startEndpoint(issue(slack));
    expect(await endpoint.exchange(code)).toMatchObject({ accessToken: 'xoxb-bot' });
  });

  it.each(['mac', 'DPoP', 'pop'])('is of no use where its token has to be proven: %s', async (token_type) => {
    const { endpoint } = await startEndpoint(issue({ access_token: 'canary', token_type }));
    const error = await endpoint.exchange(code).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed', message: expect.stringContaining(`"${token_type}"`) });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it.each([
    ['Slack', { ok: false, error: 'invalid_code' }, '(invalid_code)'],
    [
      'GitHub',
      { error: 'bad_verification_code', error_description: 'The code is wrong.' },
      '(bad_verification_code: The code is wrong.)',
    ],
  ])('refuses with status 200 as %s does', async (_who, body, expected) => {
    const { endpoint } = await startEndpoint(issue(body));
    await expect(endpoint.exchange(code)).rejects.toMatchObject({
      code: 'sign_in_failed',
      message: expect.stringContaining(expected),
    });
  });

  it('shows no secret that it quotes with status 200', async () => {
    const { endpoint } = await startEndpoint(issue({ ok: false, error: 'canary-client-secret' }));
    const error = await endpoint.exchange(code).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it.each(['application/x-www-form-urlencoded; charset=utf-8', 'text/plain'])('may be a form: %s', async (type) => {
    const { endpoint } = await startEndpoint(
      issueText('access_token=gho_1&scope=repo%2Cgist&expires_in=60&token_type=bearer\n', type),
    );
    const { issuedAt, expiresAt = 0, ...tokens } = await endpoint.exchange(code);
    expect(tokens).toEqual({ accessToken: 'gho_1', scope: 'repo,gist' });
    expect(expiresAt - issuedAt).toBe(60_000);
  });

  it('may be JSON that is called a text', async () => {
    const { endpoint } = await startEndpoint(issueText('{"access_token":"t1"}', 'text/plain'));
    expect(await endpoint.exchange(code)).toMatchObject({ accessToken: 't1' });
  });

  it.each([200, 400])('may refuse in a form, with status %d', async (status) => {
    const body = 'error=bad_verification_code&error_description=The+code+is+wrong.';
    const { endpoint } = await startEndpoint(issueText(body, 'application/x-www-form-urlencoded', status));
    await expect(endpoint.exchange(code)).rejects.toMatchObject({
      code: 'sign_in_failed',
      message: expect.stringContaining('(bad_verification_code: The code is wrong.)'),
    });
  });

  it.each([
    '<html><a href="?access_token=canary">',
    'OK',
    '',
    'access_token=canary <b>',
    '{"access_token":"canary"',
    '"canary"',
    'null',
  ])('is refused where it is neither: %j', async (body) => {
    const { endpoint } = await startEndpoint(issueText(body, 'text/html'));
    const error = await endpoint.exchange(code).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.stringMatching(/^(malformed_response|sign_in_failed)$/) });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('gives a token that does not expire where it says nothing else', async () => {
    const { endpoint } = await startEndpoint(issue({ access_token: 'shpat_1', scope: 'read_orders' }));
    expect(await endpoint.exchange(code)).toEqual({ accessToken: 'shpat_1', scope: 'read_orders', issuedAt: expect.any(Number) });
  });
});

describe('the address for the browser', () => {
  const request = { clientId: 'id', redirectUri: code.redirectUri, state: 'state-1', challenge: 'challenge-1' };
  const base = { tokenUrl: 'https://a.example/token', authorizeUrl: 'https://a.example/go?prompt=none' };
  const parametersOf = (options: Partial<OAuth2Options>) =>
    Object.fromEntries(new URL(authorizationUrl(factsOf({ ...base, ...options }), request)).searchParams);

  it('carries the application’s parameters', () => {
    const authorizeParameters = { access_type: 'offline', prompt: 'consent' };
    expect(parametersOf({ authorizeParameters })).toMatchObject({ access_type: 'offline', prompt: 'consent', state: 'state-1' });
  });

  it('lets them decide nothing about whose sign-in it is', () => {
    const names = ['state', 'client_id', 'redirect_uri', 'response_type', 'code_challenge', 'code_challenge_method'];
    const authorizeParameters = Object.fromEntries(names.map((name) => [name, 'evil']));
    expect(parametersOf({ authorizeParameters })).toEqual({
      prompt: 'none',
      response_type: 'code',
      client_id: 'id',
      redirect_uri: code.redirectUri,
      state: 'state-1',
      code_challenge: 'challenge-1',
      code_challenge_method: 'S256',
    });
  });

  it('asks for scopes under another name', () => {
    const options = { scopes: ['chat:write', 'users:read'], scopeSeparator: ',', scopeParameter: 'user_scope' };
    expect(parametersOf({ ...options, authorizeParameters: { scope: 'commands' } })).toMatchObject({
      user_scope: 'chat:write,users:read',
      scope: 'commands',
    });
  });

  it('holds no proof key where the service refuses it', () => {
    expect(parametersOf({ pkce: false })).not.toHaveProperty('code_challenge');
  });
});

describe('calls', () => {
  const stored: TokenSet = { accessToken: 'shpat_1', issuedAt: 0 };

  it.each<[OAuth2Options['tokenHeader'], object]>([
    [{ name: 'X-Shopify-Access-Token' }, { 'x-shopify-access-token': 'shpat_1' }],
    [{ name: 'Authorization', prefix: 'token ' }, { authorization: 'token shpat_1' }],
  ])('carry the token where the service wants it: %o', async (tokenHeader, expected) => {
    const server = await startServer((_request, response) => sendJson(response, {}));
    const authentication = oauth2({ tokenUrl: `${server.url}/token`, ...(tokenHeader && { tokenHeader }) });
    const { client } = connectTo(server, { api: { authentication }, credentials, tokenStore: memoryTokenStore(stored) });
    await client.send(get('/orders'), scope());
    expect(server.received.map(({ headers }) => headers)).toMatchObject([expected]);
    if (!('authorization' in expected)) expect(server.received[0]?.headers.authorization).toBeUndefined();
  });
});

describe('an application with an address for each account', () => {
  class Directory extends OAuth2Application {
    readonly name = 'directory';
    readonly title = 'Directory';
    readonly description = 'As Microsoft has it.';
    override readonly settings = z.object({ tenant: text('Tenant', { help: 'An id, or "common".' }) });

    baseUrl() {
      return 'https://graph.example.com/v1.0';
    }

    oauth2({ tenant }: SettingsOf<Directory>) {
      const oauth = `https://login.example.com/${encodeURIComponent(tenant)}/oauth2/v2.0`;
      return { authorizeUrl: `${oauth}/authorize`, tokenUrl: `${oauth}/token`, scopes: ['offline_access', 'User.Read'] };
    }
  }

  class Shop extends OAuth2Application {
    readonly name = 'shop';
    readonly title = 'Shop';
    readonly description = 'As Shopify has it.';
    override readonly settings = z.object({ shop: slug('Shop') });

    baseUrl({ shop }: SettingsOf<Shop>) {
      return `https://${shop}.shops.example.com/admin/api`;
    }

    oauth2({ shop }: SettingsOf<Shop>) {
      const oauth = `https://${shop}.shops.example.com/admin/oauth`;
      const tokenHeader = { name: 'X-Shop-Access-Token' };
      return { authorizeUrl: `${oauth}/authorize`, tokenUrl: `${oauth}/access_token`, scopes: ['read_orders'], tokenHeader };
    }
  }

  it.each([
    [new Directory(), { tenant: 'acme/../evil' }, 'https://login.example.com/acme%2F..%2Fevil/oauth2/v2.0/token'],
    [new Shop(), { shop: 'acme' }, 'https://acme.shops.example.com/admin/oauth/access_token'],
  ])('keeps its settings in their place: %o', (application, settings, tokenUrl) => {
    expect(application.signIn(settings)).toMatchObject({ tokenUrl });
  });

  it('reaches the endpoint of its account', async () => {
    const server = await startServer(issue({ access_token: 't1' }));
    const facts = new Shop().signIn({ shop: 'acme' });
    if (facts.kind !== 'oauth2') return expect.fail('It signs in by OAuth 2.');
    const { guard, reroute } = localHttp({ reroute: ({ pathname, search }) => new URL(`${server.url}${pathname}${search}`) });
    await new TokenEndpoint(facts, credentials, guard, new Redactor(), reroute).exchange(code);
    expect(server.received.map(({ path, headers }) => [headers.host, path])).toEqual([
      ['acme.shops.example.com', '/admin/oauth/access_token'],
    ]);
  });
});
