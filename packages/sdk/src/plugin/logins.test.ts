import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Application, type SettingsOf } from '../application/application.ts';
import { type Authentication, apiKey, basic, bearer, none, oauth2 } from '../application/authentication.ts';
import { checkbox, slug, text, url } from '../application/form.ts';
import { multiSelect, select } from '../application/select.ts';
import { readForm } from '../connection/connection.ts';
import { describePlugin } from './manifest.ts';
import { definePlugin } from './plugin.ts';

const describeApplication = (application: new () => Application) =>
  describePlugin(definePlugin({ application }), { sdk: '^1.0.0' }).application;

class GitHub extends Application {
  readonly name = 'github';
  readonly title = 'GitHub';
  readonly description = 'Repositories.';
  override readonly settings = z.object({
    login: select('Login', { token: 'Access token', oauth2: 'Sign in with GitHub' }).default('token'),
    server: url('Server', { optional: true, help: 'Of GitHub Enterprise Server.' }),
  });

  baseUrl({ server }: SettingsOf<GitHub>) {
    return server === undefined ? 'https://api.github.com' : `${server}/api/v3`;
  }

  override signIn({ login, server = 'https://github.com' }: SettingsOf<GitHub>) {
    if (login === 'token') return bearer();
    return oauth2({ authorizeUrl: `${server}/login/oauth/authorize`, tokenUrl: `${server}/login/oauth/access_token` });
  }
}

class Http extends Application {
  readonly name = 'http';
  readonly title = 'HTTP';
  readonly description = 'Any service.';
  override readonly settings = z.object({
    url: url('Address'),
    login: select('Login', { none: 'None', apiKey: 'API key', bearer: 'Token', basic: 'Password', oauth2: 'OAuth 2' }),
    header: text('Header', { showIf: { login: 'apiKey' } }),
    tokenUrl: url('Token address', { showIf: { login: 'oauth2' } }),
  });

  baseUrl(settings: SettingsOf<Http>) {
    return settings.url;
  }

  override signIn({ login, header = '', tokenUrl = '' }: SettingsOf<Http>): Authentication {
    const logins = {
      none,
      bearer,
      basic,
      apiKey: () => apiKey({ header }),
      oauth2: () => oauth2({ grant: 'clientCredentials', tokenUrl }),
    };
    return logins[login]();
  }
}

describe('An application with two logins', () => {
  it('tells both, with the fields of each', () => {
    expect(describeApplication(GitHub)).toMatchObject({
      authentication: 'bearer',
      logins: [
        { when: { login: 'token' }, authentication: 'bearer' },
        { when: { login: 'oauth2' }, authentication: 'oauth2' },
      ],
      hosts: ['{server}', 'api.github.com', 'github.com'],
      credentials: {
        type: 'object',
        properties: {
          token: { writeOnly: true, showIf: { login: ['token'] }, requiredIfShown: true },
          clientId: { showIf: { login: ['oauth2'] }, requiredIfShown: true },
          clientSecret: { writeOnly: true, showIf: { login: ['oauth2'] }, requiredIfShown: true },
        },
        required: [],
      },
    });
  });

  it('reads the one that is chosen, and nothing of the other', async () => {
    const values = { token: 't', clientId: 'id', clientSecret: 's' };
    expect(await readForm(new GitHub(), values)).toEqual({ settings: { login: 'token' }, credentials: { token: 't' } });
    expect(await readForm(new GitHub(), { ...values, login: 'oauth2' })).toEqual({
      settings: { login: 'oauth2' },
      credentials: { clientId: 'id', clientSecret: 's' },
    });
    await expect(readForm(new GitHub(), { login: 'oauth2', token: 't' })).rejects.toMatchObject({
      code: 'invalid_settings',
      path: 'clientId',
    });
  });
});

describe('An application with any login', () => {
  it('tells them all, beside the settings that each needs', () => {
    const { authentication, logins, hosts, settings, credentials } = describeApplication(Http);
    expect(authentication).toBe('none');
    expect(logins?.map(({ when }) => when['login'])).toEqual(['none', 'apiKey', 'bearer', 'basic', 'oauth2']);
    expect(hosts).toEqual(['{url}', '{tokenUrl}']);
    expect(settings.required).toEqual(['url', 'login']);
    expect(Object.entries(credentials.properties).map(([name, field]) => [name, field['showIf']])).toEqual([
      ['apiKey', { login: ['apiKey'] }],
      ['token', { login: ['bearer'] }],
      ['username', { login: ['basic'] }],
      ['password', { login: ['basic'] }],
      ['clientId', { login: ['oauth2'] }],
      ['clientSecret', { login: ['oauth2'] }],
    ]);
  });

  it('reads what belongs to the chosen one', async () => {
    const values = { url: 'https://a.example', header: 'X-Key', tokenUrl: 'https://b.example/token', apiKey: 'k', token: 't' };
    expect(await readForm(new Http(), { ...values, login: 'apiKey' })).toEqual({
      settings: { url: 'https://a.example', login: 'apiKey', header: 'X-Key' },
      credentials: { apiKey: 'k' },
    });
    expect(await readForm(new Http(), { ...values, login: 'none' })).toEqual({
      settings: { url: 'https://a.example', login: 'none' },
      credentials: {},
    });
  });

  it.each([
    [{ login: 'apiKey', apiKey: 'k' }, 'header'],
    [{ login: 'oauth2', tokenUrl: 'nowhere', clientId: 'i', clientSecret: 's' }, 'tokenUrl'],
    [{ login: 'oauth2', clientId: 'i', clientSecret: 's' }, 'tokenUrl'],
    [{ login: 'basic', username: 'ada' }, 'password'],
    [{ login: 'kerberos' }, 'login'],
    [{}, 'login'],
  ])('names what is missing or wrong: %j', async (values, path) => {
    const reading = readForm(new Http(), { url: 'https://a.example', ...values });
    await expect(reading).rejects.toMatchObject({ code: 'invalid_settings', path });
  });

  it('does not look at what is wrong in a hidden field', async () => {
    const values = { url: 'https://a.example', login: 'none', tokenUrl: 'nowhere', apiKey: 5 };
    expect((await readForm(new Http(), values)).settings).toEqual({ url: 'https://a.example', login: 'none' });
  });
});

describe('Settings that decide the login', () => {
  class Shop extends GitHub {
    override readonly settings = z.object({
      ...new GitHub().settings.shape,
      sandbox: checkbox('Sandbox'),
      shop: slug('Shop', { showIf: { sandbox: true } }),
      events: multiSelect('Events', { open: 'Open' }),
    });
  }

  it('may be a checkbox, which may choose the host too', () => {
    class ByCheckbox extends Shop {
      override baseUrl({ shop, sandbox }: SettingsOf<Shop>) {
        return sandbox ? `https://${shop}.sandbox.example` : 'https://api.example.com';
      }
      override signIn({ sandbox }: SettingsOf<Shop>): Authentication {
        return sandbox ? none() : bearer();
      }
    }
    expect(describeApplication(ByCheckbox)).toMatchObject({
      authentication: 'bearer',
      logins: [
        { when: { sandbox: false }, authentication: 'bearer' },
        { when: { sandbox: true }, authentication: 'none' },
      ],
      hosts: ['api.example.com', '*.sandbox.example'],
      credentials: { properties: { token: { showIf: { sandbox: [false] } } } },
    });
  });

  it('may not be two', () => {
    class ByBoth extends Shop {
      override signIn({ login, sandbox }: SettingsOf<Shop>): Authentication {
        return sandbox && login === 'oauth2' ? none() : bearer();
      }
    }
    expect(() => describeApplication(ByBoth)).toThrow('The login of GitHub depends on more than one choice.');
  });

  it('are no settings at all where every choice has the same login', () => {
    class Same extends Shop {
      override signIn({ login }: SettingsOf<Shop>): Authentication {
        return apiKey({ header: login === 'token' ? 'X-Token' : 'X-Key' });
      }
    }
    const { logins, credentials } = describeApplication(Same);
    expect(logins).toBeUndefined();
    expect(credentials.required).toEqual(['apiKey']);
  });

  it('may not share their name with a field of any login', () => {
    class Leaky extends GitHub {
      override readonly settings = z.object({ ...new GitHub().settings.shape, clientId: text('Client') });
    }
    expect(() => describeApplication(Leaky)).toThrow('The setting "clientId" of "github" has the name of a credential');
  });

  it('are looked through however many there are, as long as few of them matter', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`box${index}`, checkbox(`Box ${index}`)]));
    class Many extends GitHub {
      override readonly settings = z.object({ ...new GitHub().settings.shape, ...many });
    }
    expect(describeApplication(Many).logins).toHaveLength(2);
    class All extends Many {
      override baseUrl(settings: Record<string, unknown>) {
        const boxes = Object.keys(many).filter((name) => settings[name]);
        return `https://${['api', ...boxes].join('.')}.example.com`;
      }
    }
    expect(() => describeApplication(All)).toThrow('more than 500 combinations of choices that matter');
  });
});
