import { describe, expect, it } from 'vitest';
import { testHost } from '../host.test-kit.ts';

async function twoVersions() {
  const host = await testHost({
    plugins: [
      { application: 'crm', version: '1.10.0', run: "return 'new';" },
      { application: 'crm', version: '1.9.0', run: "return 'old';", alias: 'crm-before' },
    ],
  });
  await host.connect('crm', 'main', { url: 'https://crm.example.com' });
  const call = (version?: string) => host.call('crm.run', { connection: 'main', input: {}, version });
  return { ...host, call };
}

describe('Two versions of a plugin', () => {
  it('are called by their version, the newest without one', async () => {
    const { call } = await twoVersions();
    expect((await call()).body).toMatchObject({ output: 'new' });
    expect((await call('1.10.0')).body).toMatchObject({ output: 'new' });
    expect((await call('1.9.0')).body).toMatchObject({ output: 'old' });
  });

  it('are shown by their version, the newest without one', async () => {
    const { ask } = await twoVersions();
    expect((await ask('GET', '/api/actions/crm.run')).body).toMatchObject({ version: '1.10.0' });
    expect((await ask('GET', '/api/actions/crm.run?version=1.9.0')).body).toMatchObject({ version: '1.9.0' });
  });

  it('are named where another one is asked for', async () => {
    const { ask, call } = await twoVersions();
    const absent = {
      status: 404,
      body: { code: 'action_not_found', detail: expect.stringContaining('in version 2.0.0. Installed: 1.10.0, 1.9.0.') },
    };
    expect(await call('2.0.0')).toMatchObject(absent);
    expect(await ask('GET', '/api/actions/crm.run?version=2.0.0')).toMatchObject(absent);
    const unknown = await ask('GET', '/api/actions/crm.nothing?version=1.9.0');
    expect(unknown.body).toMatchObject({ detail: 'No installed plugin offers the action "crm.nothing".' });
  });

  it.each(['^1.9.0', '1.9', 'latest', '01.9.0'])('are not chosen by %s', async (version) => {
    const { ask, call } = await twoVersions();
    const refused = { status: 422, body: { code: 'invalid_parameters', path: 'version' } };
    expect(await call(version)).toMatchObject(refused);
    expect(await ask('GET', `/api/actions/crm.run?version=${encodeURIComponent(version)}`)).toMatchObject(refused);
  });
});
