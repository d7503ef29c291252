import { expect, it } from 'vitest';
import { testHost } from '../host.test-kit.ts';

it.each(['inline', 'process'] as const)(
  'An application that throws for its login is the fault of its plugin: %s',
  async (runner) => {
    const signIn = "oauth2({ authorizeUrl: '/authorize', tokenUrl: 'https://crm.example.com/token', scopes: [] })";
    const { ask, call } = await testHost({ plugins: [{ application: 'crm', login: 'oauth2', signIn }], runner });
    const values = { url: 'https://crm.example.com', clientId: 'id', clientSecret: 'a-client-secret' };
    const detail =
      'The application could not say how its API is reached with these settings: authorizeUrl: Invalid URL. Update the plugin.';

    expect(await ask('POST', '/api/connections', { body: { application: 'crm', name: 'main', values } })).toMatchObject({
      status: 201,
      body: { status: 'failing', problem: detail, test: { ok: false, error: { code: 'plugin_broken', detail } } },
    });
    expect(await call('crm.get', { connection: 'main', input: { path: '/me' } })).toMatchObject({
      status: 502,
      body: { code: 'plugin_broken', detail },
    });
  },
);
