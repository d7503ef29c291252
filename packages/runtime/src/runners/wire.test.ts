import { type ApiDescription, type Authentication, customLogin, get, oauth1, oauth2, secret, text } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PluginFrame } from './protocol.ts';
import { fromWireApi, toWireApi } from './wire.ts';

const logins: readonly Authentication[] = [
  oauth1({ signatureMethod: 'HMAC-SHA256', realm: 'Orders', requestTokenUrl: 'https://api.example.com/request' }),
  oauth2({
    tokenUrl: 'https://api.example.com/token',
    refreshUrl: 'https://api.example.com/renew',
    authorizeParameters: { access_type: 'offline' },
    tokenParameters: { audience: 'a' },
    scopeParameter: 'user_scope',
    clientAuthentication: 'json',
    tokenField: 'authed_user',
    tokenHeader: { name: 'X-Token' },
    pkce: false,
    publicClient: true,
  }),
  customLogin({
    fields: z.object({ user: text('User'), password: secret('Password') }),
    request: { method: 'POST', path: '/login', json: { user: ['{user}', null, 1, { deep: '{password}' }] } },
    token: { cookie: 'SESSION' },
    expiresIn: 900,
    send: { query: 'sid' },
  }),
];

describe('what an application says of its API', () => {
  it.each(logins.map((login) => [login.kind, login] as const))('reaches the host unchanged: %s', (_kind, authentication) => {
    const api: ApiDescription = {
      baseUrl: 'https://api.example.com',
      authentication,
      clientCertificate: true,
      headers: { 'x-version': '7' },
      test: get('/me'),
    };
    const frame = PluginFrame.parse(JSON.parse(JSON.stringify({ type: 'description', id: 1, api: toWireApi(api) })));
    if (frame.type !== 'description') return expect.fail('It is a description.');
    expect(fromWireApi(frame.api)).toEqual(api);
  });

  it('says nothing of a certificate where there is none', () => {
    const api = { baseUrl: 'https://api.example.com', authentication: oauth1(), headers: {} };
    expect(toWireApi({ ...api, clientCertificate: undefined })).toEqual(api);
  });
});
