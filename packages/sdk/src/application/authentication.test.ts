import { describe, expect, it } from 'vitest';
import { Authentication, apiKey, basic, bearer, credentialForms, none, oauth2 } from './authentication.ts';

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
      oauth2({ tokenUrl: 'https://login.example.com/token' }),
      {
        kind: 'oauth2',
        grant: 'authorizationCode',
        tokenUrl: 'https://login.example.com/token',
        scopes: [],
        scopeSeparator: ' ',
        clientAuthentication: 'basic',
      },
    ],
  ])('are data that can be sent: %o', (authentication, expected) => {
    expect(authentication).toEqual(expected);
    expect(Authentication.parse(JSON.parse(JSON.stringify(authentication)))).toEqual(authentication);
  });

  it('refuse an address that is none', () => {
    expect(() => oauth2({ tokenUrl: '/token' })).toThrow(/Invalid URL/);
  });

  it('have a form each, whose secrets are marked', () => {
    for (const { value: kind } of Authentication.options.map((option) => option.shape.kind)) {
      const fields = Object.entries(credentialForms[kind].shape);
      const secrets = fields.filter(([, field]) => field.meta()?.['writeOnly']).map(([name]) => name);
      expect(secrets).toEqual(fields.map(([name]) => name).filter((name) => /key|token|password|secret/i.test(name)));
    }
  });
});
