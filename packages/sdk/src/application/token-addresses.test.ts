import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeApi, hostsOf } from '../connection/connection.ts';
import { OAuth2Application } from './application.ts';
import type { OAuth2Options } from './authentication.ts';

class Crm extends OAuth2Application {
  readonly name = 'crm';
  readonly title = 'CRM';
  readonly description = 'A fixture.';
  override readonly settings = z.object({});

  baseUrl() {
    return 'https://api.crm.example';
  }

  oauth2(): OAuth2Options {
    return {
      authorizeUrl: 'https://login.crm.example/authorize',
      issuer: 'https://login.crm.example',
      tokenUrl: 'https://tokens.crm.example/token',
      revokeUrl: 'https://revoke.crm.example/revoke',
    };
  }
}

describe('The hosts of an OAuth 2 login', () => {
  it('are those that tokens are asked of and given back to, and not those that only a browser goes to', () => {
    const crm = new Crm();
    const api = describeApi(crm, {});
    expect(api.authentication).toMatchObject({ issuer: 'https://login.crm.example' });
    expect(hostsOf(crm, api)).toEqual(['api.crm.example', 'tokens.crm.example', 'revoke.crm.example']);
  });
});
