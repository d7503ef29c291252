import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { localHttp, scope } from '../../test/local-connection.ts';
import { sendJson, startServer } from '../../test/local-server.ts';
import { Application, type SettingsOf } from '../application/application.ts';
import { type Authentication, bearer, customLogin, oauth1 } from '../application/authentication.ts';
import { connect } from '../connection/connection.ts';
import { get } from '../http/request.ts';
import { secret, select, text, url } from '../index.ts';
import { describePlugin } from './manifest.ts';
import { definePlugin } from './plugin.ts';

const login = customLogin({
  fields: z.object({ user: text('User name'), password: secret('Password', { help: 'Of the account.' }) }),
  request: { method: 'POST', path: '/session', json: { user: '{user}', password: '{password}' } },
  token: 'session.id',
  send: { header: 'X-Session' },
});

class Ledger extends Application {
  readonly name = 'ledger';
  readonly title = 'Ledger';
  readonly description = 'Accounts.';
  override readonly settings: z.ZodObject = z.object({ url: url('Address') });
  override readonly authentication: Authentication = login;

  baseUrl({ url: address }: SettingsOf<Ledger>) {
    return String(address);
  }
}

class Certified extends Ledger {
  override readonly authentication = bearer();
  override readonly clientCertificate = true;
}

class Signed extends Ledger {
  override readonly authentication = oauth1({ accessTokenUrl: 'https://login.example.com/access' });
}

class Both extends Ledger {
  override readonly settings = z.object({ url: url('Address'), login: select('Login', { own: 'Account', signed: 'Key' }) });

  override signIn({ login: chosen }: SettingsOf<Both>): Authentication {
    return chosen === 'own' ? login : oauth1();
  }
}

const describeApplication = (application: new () => Application) =>
  describePlugin(definePlugin({ application, connectors: [] }), { sdk: '^1.0.0' }).application;

describe('the manifest of an application', () => {
  it('holds the form of its own login', () => {
    expect(describeApplication(Ledger)).toMatchObject({
      authentication: 'custom',
      hosts: ['{url}'],
      credentials: {
        type: 'object',
        properties: {
          user: { type: 'string', title: 'User name' },
          password: { title: 'Password', description: 'Of the account.', format: 'password', writeOnly: true },
        },
        required: ['user', 'password'],
      },
    });
  });

  it('asks for a client certificate, whose shape the form tells', () => {
    const { authentication, credentials } = describeApplication(Certified);
    expect(authentication).toBe('bearer');
    expect(credentials.required).toEqual(['token', 'certificate', 'privateKey']);
    expect(credentials.properties['certificate']).toMatchObject({ pattern: '-----BEGIN CERTIFICATE-----' });
    expect(credentials.properties['privateKey']).toMatchObject({ writeOnly: true, pattern: expect.stringContaining('KEY') });
  });

  it('names the host where a sign-in by OAuth 1.0 gets its tokens', () => {
    expect(describeApplication(Signed)).toMatchObject({ authentication: 'oauth1', hosts: ['{url}', 'login.example.com'] });
  });

  it('lets a choice decide between such logins', () => {
    expect(describeApplication(Both)).toMatchObject({
      logins: [
        { when: { login: 'own' }, authentication: 'custom' },
        { when: { login: 'signed' }, authentication: 'oauth1' },
      ],
      credentials: { properties: { user: { showIf: { login: ['own'] } }, tokenSecret: { showIf: { login: ['signed'] } } } },
    });
  });

  it('has no setting with the name of a field of its login', () => {
    class Leaky extends Ledger {
      override readonly settings = z.object({ url: url('Address'), user: text('User') });
    }
    expect(() => describeApplication(Leaky)).toThrow('The setting "user" of "ledger" has the name of a credential');
  });
});

describe('connect', () => {
  it('logs in with what was filled in for a login of its own', async () => {
    const server = await startServer(({ path }, response) =>
      sendJson(response, path === '/session' ? { session: { id: 's1' } } : {}),
    );
    const values = { url: server.url, user: 'ada', password: 'secret' };
    const { client, settings } = await connect(Ledger, values, { http: localHttp() });
    await client.send(get('/orders'), scope());
    expect(settings).toEqual({ url: server.url });
    expect(server.received.map(({ path, headers }) => [path, headers['x-session']])).toEqual([
      ['/session', undefined],
      ['/orders', 's1'],
    ]);
  });

  it('names the field that is missing', async () => {
    const values = { url: 'https://ledger.example.com', user: 'ada' };
    await expect(connect(Ledger, values)).rejects.toMatchObject({ code: 'invalid_settings', path: 'password' });
  });
});
