import { describeApi } from '@mortise/sdk';
import { missingFields } from '@mortise/sdk/forms';
import { describePlugin } from '@mortise/sdk/manifest';
import { authorizationUrl } from '@mortise/sdk/oauth2';
import { type TestConnectorOptions, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Request } from './connectors/request.ts';
import { Http } from './http.application.ts';
import plugin from './index.ts';
import { HttpSettings } from './settings.ts';

const baseUrl = 'https://api.example.com/v1';
const tokenUrl = 'https://login.example.net/oauth/token';
const authorizeUrl = 'https://login.example.net/oauth/authorize';

/** An API that is connected like this. */
function connected(settings: object, credentials: TestConnectorOptions['credentials'] = {}) {
  return testConnector(Request, { application: Http, settings: { baseUrl, ...settings }, credentials });
}

/** Where the browser is sent to sign in. */
function addressOfSignIn(settings: object): URL {
  const { authentication } = describeApi(new Http(), HttpSettings.parse({ baseUrl, authorizeUrl, tokenUrl, ...settings }));
  if (authentication.kind !== 'oauth2') return expect.fail('It does not sign in with OAuth 2.');
  const request = { clientId: 'ada', redirectUri: 'https://host.example/back', state: 'st', challenge: 'ch' };
  return new URL(authorizationUrl(authentication, request));
}

describe('Http', () => {
  const { application } = describePlugin(plugin, { sdk: '^1.0.0' });

  it('asks for the path that was entered when it is tested, and for nothing by itself', () => {
    const testOf = (settings: object) => describeApi(new Http(), HttpSettings.parse({ baseUrl, ...settings })).test;
    expect(testOf({ testPath: '/me' })).toMatchObject({ method: 'GET', path: '/me' });
    expect(testOf({})).toBeUndefined();
    for (const testPath of ['https://evil.example', '//evil.example', 'me', '/a b'])
      expect(() => testOf({ testPath })).toThrow('testPath');
  });

  it('reaches the hosts that were entered, and no other', () => {
    expect(application.hosts).toEqual(['{baseUrl}', '{tokenUrl}']);
  });

  it.each([
    ['none', []],
    ['apiKeyHeader', ['headerName', 'apiKey']],
    ['apiKeyQuery', ['queryName', 'apiKey']],
    ['bearer', ['token']],
    ['basic', ['username', 'password']],
    ['clientCredentials', ['tokenUrl', 'clientId', 'clientSecret']],
    ['authorizationCode', ['authorizeUrl', 'tokenUrl', 'clientId', 'clientSecret']],
    ['publicClient', ['authorizeUrl', 'tokenUrl', 'clientId']],
  ])('asks for what the login %s needs', (login, fields) => {
    const { settings, credentials } = application;
    const properties = { ...settings.properties, ...credentials.properties };
    expect(missingFields({ properties, required: settings.required }, { login })).toEqual(['baseUrl', ...fields]);
  });

  it.each([
    [{ login: 'apiKeyHeader', headerName: 'X-API-Key' }, { apiKey: 'key-of-ada' }, { 'x-api-key': 'key-of-ada' }],
    [
      { login: 'apiKeyHeader', headerName: 'Authorization', headerPrefix: 'Token' },
      { apiKey: 'key-of-ada' },
      { authorization: 'Token key-of-ada' },
    ],
    [{ login: 'bearer' }, { token: 'token-of-ada' }, { authorization: 'Bearer token-of-ada' }],
    [{ login: 'basic' }, { username: 'ada', password: 'p:w' }, { authorization: `Basic ${btoa('ada:p:w')}` }],
  ])('signs in with %j', async (settings, credentials, headers) => {
    const api = connected(settings, credentials);
    api.replies({});
    await api.run({ path: '/orders' });
    expect(api.requests).toMatchObject([{ host: 'api.example.com', path: '/v1/orders', headers }]);
  });

  it('signs in with a key in the query, which no request can replace', async () => {
    const api = connected({ login: 'apiKeyQuery', queryName: 'api_key' }, { apiKey: 'key-of-ada' });
    api.replies({});
    await api.run({ path: '/orders?api_key=other', query: { page: 2 } });
    expect(api.requests).toMatchObject([{ query: { api_key: 'key-of-ada', page: '2' } }]);
  });

  it('sends nothing of its own without a login', async () => {
    const api = connected({});
    api.replies({});
    await api.run({ path: '/orders' });
    expect(api.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('lets no request replace the header of the key', async () => {
    const api = connected({ login: 'apiKeyHeader', headerName: 'X-API-Key' });
    const outcome = await api.outcome({ path: '/orders', headers: { 'x-api-key': 'other' } });
    expect(outcome).toMatchObject({ error: { code: 'invalid_input', path: 'headers.x-api-key' } });
    expect(api.requests).toEqual([]);
  });

  it('tells no key where the service repeats it in a refusal', async () => {
    const api = connected({ login: 'apiKeyHeader', headerName: 'X-API-Key' }, { apiKey: 'key-of-ada' });
    api.replies({ status: 403, body: { message: 'key-of-ada may not read orders' } });
    const outcome = await api.outcome({ path: '/orders' });
    expect(outcome).toMatchObject({ error: { detail: expect.stringContaining('may not read orders') } });
    expect(JSON.stringify(outcome)).not.toContain('key-of-ada');
  });

  it.each([
    [undefined, { authorization: `Basic ${btoa('ada:secret-of-ada')}` }, {}],
    ['basic', { authorization: `Basic ${btoa('ada:secret-of-ada')}` }, {}],
    ['body', { 'content-type': 'application/x-www-form-urlencoded' }, { client_id: 'ada', client_secret: 'secret-of-ada' }],
    ['json', { 'content-type': 'application/json' }, { client_id: 'ada', client_secret: 'secret-of-ada' }],
  ])('asks for a token with client credentials as %s', async (clientAuthentication, headers, client) => {
    const api = connected(
      {
        login: 'clientCredentials',
        tokenUrl,
        scopes: 'read write',
        tokenParameters: 'audience=https%3A%2F%2Fapi.example.com&resource=a+b',
        ...(clientAuthentication && { clientAuthentication }),
      },
      { clientId: 'ada', clientSecret: 'secret-of-ada' },
    );
    api.replies({ status: 401 }, {});

    await api.run({ path: '/orders' });

    expect(api.signIns).toMatchObject([
      {
        host: 'login.example.net',
        path: '/oauth/token',
        headers,
        body: {
          grant_type: 'client_credentials',
          scope: 'read write',
          audience: 'https://api.example.com',
          resource: 'a b',
          ...client,
        },
      },
    ]);
    expect(api.requests[1]?.headers['authorization']).toMatch(/^Bearer canary-renewed-access-token-/);
  });

  it('sends the browser to sign in, with a proof key and whatever the service wants', () => {
    const address = addressOfSignIn({
      login: 'authorizationCode',
      scopes: 'orders,customers',
      authorizeParameters: 'access_type=offline&prompt=consent&client_id=eve&redirect_uri=https%3A%2F%2Fevil.example',
    });
    expect(`${address.origin}${address.pathname}`).toBe(authorizeUrl);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'ada',
      redirect_uri: 'https://host.example/back',
      scope: 'orders,customers',
      state: 'st',
      code_challenge: 'ch',
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
    });
  });

  it('leaves the proof key out only where it is told to', () => {
    expect(addressOfSignIn({ login: 'authorizationCode', withoutPkce: true }).searchParams.has('code_challenge')).toBe(false);
    expect(addressOfSignIn({ login: 'publicClient' }).searchParams.has('code_challenge')).toBe(true);
  });

  it('renews the token of a public client without a secret', async () => {
    const api = connected({ login: 'publicClient', authorizeUrl, tokenUrl }, { clientId: 'ada' });
    api.replies({ status: 401 }, {});
    await api.run({ path: '/orders' });
    expect(api.signIns).toMatchObject([{ body: { grant_type: 'refresh_token', client_id: 'ada' } }]);
    expect(api.signIns[0]?.body).not.toHaveProperty('client_secret');
    expect(api.signIns[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    [{ baseUrl: 'ftp://api.example.com' }, 'baseUrl'],
    [{ baseUrl: 'https://ada:pw@api.example.com' }, 'baseUrl'],
    [{ baseUrl: 'https://api.example.com?key=1' }, 'baseUrl'],
    [{ baseUrl: 'api.example.com' }, 'baseUrl'],
    [{ login: 'apiKeyHeader', headerName: 'Host' }, 'headerName'],
    [{ login: 'apiKeyHeader', headerName: 'X-Key: 1\r\nX-Evil' }, 'headerName'],
    [{ login: 'apiKeyHeader', headerName: 'X-Key', headerPrefix: 'a\r\nX-Evil: 1' }, 'headerPrefix'],
    [{ login: 'clientCredentials', tokenUrl: 'login.example.net' }, 'tokenUrl'],
    [{ login: 'ntlm' }, 'login'],
    [{ idempotencyHeader: 'Content-Length' }, 'idempotencyHeader'],
  ])('refuses the settings %j', async (settings, path) => {
    const api = connected(settings);
    await expect(api.outcome({ path: '/orders' })).rejects.toMatchObject({ code: 'invalid_settings', path });
  });

  it('asks for no token without TLS where the API is reached with it', async () => {
    const api = connected({ login: 'clientCredentials', tokenUrl: 'http://login.example.net/token' });
    await expect(api.outcome({ path: '/orders' })).rejects.toMatchObject({ code: 'host_not_declared' });
  });

  it('keeps credentials from the host of the token URL, where a request is redirected there', async () => {
    const api = connected({ login: 'clientCredentials', tokenUrl });
    api.replies({ status: 302, headers: { location: 'https://login.example.net/elsewhere' } }, {});
    await api.run({ path: '/orders', headers: { 'X-Note': 'private' } });
    expect(api.requests).toMatchObject([{ headers: { authorization: expect.any(String) } }, { host: 'login.example.net' }]);
    expect(api.requests[1]?.headers).not.toHaveProperty('authorization');
    expect(api.requests[1]?.headers).not.toHaveProperty('x-note');
  });
});
