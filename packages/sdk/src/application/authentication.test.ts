import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Authentication, apiKey, basic, bearer, customLogin, none, oauth1, oauth2 } from './authentication.ts';
import { credentialForm, readCredentials } from './credential-form.ts';
import { number, secret, text } from './form.ts';

const fields = z.object({ user: text('User name'), password: secret('Password'), port: number('Port', { optional: true }) });
const request = { method: 'POST', path: '/login', json: { user: '{user}', password: '{password}' } } as const;
const login = customLogin({ fields, request, token: 'token' });
const threeLegged = oauth1({
  requestTokenUrl: 'https://login.example.com/request',
  authorizeUrl: 'https://login.example.com/authorize',
  accessTokenUrl: 'https://login.example.com/access',
});
const tokenUrl = 'https://login.example.com/token';

describe('the login kinds', () => {
  it.each([
    [none(), { kind: 'none' }],
    [bearer(), { kind: 'bearer' }],
    [basic(), { kind: 'basic' }],
    [apiKey({ header: 'X-Api-Key' }), { kind: 'apiKey', in: 'header', name: 'x-api-key', prefix: '' }],
    [
      apiKey({ header: 'Authorization', prefix: 'Token ' }),
      { kind: 'apiKey', in: 'header', name: 'authorization', prefix: 'Token ' },
    ],
    [apiKey({ query: 'apiKey' }), { kind: 'apiKey', in: 'query', name: 'apiKey', prefix: '' }],
    [
      oauth2({ tokenUrl }),
      {
        kind: 'oauth2',
        grant: 'authorizationCode',
        tokenUrl: 'https://login.example.com/token',
        scopes: [],
        scopeSeparator: ' ',
        clientAuthentication: 'basic',
      },
    ],
    [oauth1(), { kind: 'oauth1', signatureMethod: 'HMAC-SHA1' }],
    [
      login,
      {
        kind: 'custom',
        fields: {
          properties: {
            user: { type: 'string', minLength: 1, title: 'User name' },
            password: { type: 'string', minLength: 1, title: 'Password', format: 'password', writeOnly: true },
            port: { type: 'number', title: 'Port' },
          },
          required: ['user', 'password'],
        },
        request,
        token: 'token',
        send: { header: 'authorization', prefix: 'Bearer ' },
      },
    ],
  ])('are data that can be sent: %o', (authentication, expected) => {
    expect(authentication).toEqual(expected);
    expect(Authentication.parse(JSON.parse(JSON.stringify(authentication)))).toEqual(authentication);
  });

  it('refuse an address that is none', () => {
    expect(() => oauth2({ tokenUrl: '/token' })).toThrow(/Invalid URL/);
    expect(() => oauth1({ requestTokenUrl: '/token' })).toThrow(/Invalid URL/);
    expect(() => oauth1({ realm: 'a\r\nb' })).toThrow(/Invalid/);
  });
});

describe('customLogin', () => {
  const facts = { fields, request, token: 'token' };
  it.each([
    ['a field that is not there', { request: { ...request, json: { key: 'a {pasword}' } } }, /sends "{pasword}"/],
    ['a field in the host', { request: { ...request, path: 'https://{user}.example.com/login' } }, /may not decide the host/],
    ['two bodies', { request: { ...request, form: {} } }, /not both/],
    [
      'two Authorization headers',
      { request: { ...request, basic: { username: '{user}', password: '{password}' }, headers: { Authorization: 'x' } } },
      /not both/,
    ],
    ['a field that connections keep for themselves', { fields: fields.extend({ tokens: text('Tokens') }) }, /cannot be called/],
    ['a lifetime of nothing', { expiresIn: 0 }, /expiresIn/],
    ['two lifetimes', { expiresIn: 60, expiresAt: 'expires' }, /`expiresIn` or `expiresAt`/],
  ])('refuses %s', (_what, wrong, expected) => {
    expect(() => customLogin({ ...facts, ...wrong })).toThrow(expected);
  });
});

describe('the form of a login', () => {
  const authentications = [none(), bearer(), basic(), apiKey({ header: 'x-key' }), oauth2({ tokenUrl }), oauth1(), login];

  it.each(authentications.map((authentication) => [authentication.kind, authentication] as const))(
    'marks its secrets: %s',
    (_kind, authentication) => {
      const entries = Object.entries(credentialForm({ authentication, clientCertificate: true }).properties);
      const secrets = entries.filter(([, field]) => field['writeOnly'] === true).map(([name]) => name);
      const isSecret = /^apiKey|token|password|secret$|privateKey|passphrase/i;
      expect(secrets).toEqual(entries.map(([name]) => name).filter((name) => isSecret.test(name)));
    },
  );

  it.each([
    ['a client without a secret', oauth2({ tokenUrl, publicClient: true }), ['clientId']],
    ['a consumer with a token', oauth1(), ['consumerKey', 'consumerSecret', 'token', 'tokenSecret']],
    ['a consumer whose token comes from the browser', threeLegged, ['consumerKey', 'consumerSecret']],
    ['a login of its own', login, ['user', 'password']],
  ])('asks %s for what it has', (_what, authentication, expected) => {
    expect(credentialForm({ authentication }).required).toEqual(expected);
  });

  it('asks for a certificate besides', async () => {
    const form = credentialForm({ authentication: bearer(), clientCertificate: true });
    expect(form.required).toEqual(['token', 'certificate', 'privateKey']);
    expect(Object.keys(form.properties)).toEqual([
      ...['token', 'certificate', 'privateKey', 'passphrase', 'certificateAuthority'],
    ]);
    expect(form.properties['privateKey']).toMatchObject({ title: 'Private key', format: 'password', writeOnly: true });
  });
});

describe('filled-in credentials', () => {
  it('hold the fields of a login of its own, and nothing else that was filled in', async () => {
    const values = { user: 'ada', password: 'secret', port: 8080, url: 'https://shop.example.com' };
    expect(await readCredentials({ authentication: login }, values)).toEqual({ user: 'ada', password: 'secret', port: 8080 });
  });

  it.each([
    [{ user: 'ada' }, 'password'],
    [{ user: 'ada', password: '' }, 'password'],
    [{ user: 'ada', password: 'canary', port: 'canary' }, 'port'],
  ])('are refused where a field is wrong: %j', async (values, path) => {
    const error = await readCredentials({ authentication: login }, values).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_settings', path });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('are refused where a key is no key, without showing it', async () => {
    const values = { certificate: '-----BEGIN CERTIFICATE-----', privateKey: 'canary-key' };
    const facts = { authentication: none(), clientCertificate: true };
    const error = await readCredentials(facts, values).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_settings', path: 'privateKey' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});
