import { startDemoShop } from '@mortise/demo-shop';
import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { browserPlugin, TestBrowser } from '../authorization/sign-in.test-kit.ts';
import type { Tables } from '../database/tables.ts';
import { databases, hostIn, type TestHost } from '../host.test-kit.ts';
import { newTenant } from '../tenants/tenant.test-kit.ts';
import { platform, platformOf } from './bridge.test-kit.ts';
import { token, workerPlugins } from './depot.test-kit.ts';

/** The addresses of an install in both versions of the protocol. */
const versions = [
  { version: 4, install: '/applications/depot/users/main', list: '/applications/users/main', limits: '/applications/limits' },
  {
    version: 5,
    install: '/applications/depot/users/main/sdk/mortise',
    list: '/applications/users/main/sdk/mortise',
    limits: '/applications/sdk/mortise/limits',
  },
] as const;

const depot = {
  name: 'Depot',
  key: 'depot',
  description: 'Things on shelves.',
  info: '',
  logo: `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')}`,
  authorization_type: 'basic',
  application_type: 'cron',
  isInstallable: true,
};

const error = { status: 'Error', message: expect.any(String) };
const field = { value: null, description: '', required: false, readOnly: false, disabled: false, choices: [] };
const emptyForms = {
  authorization_form: {
    key: 'authorization_form',
    publicName: 'Authorization',
    description: '',
    readOnly: false,
    fields: [
      { ...field, type: 'url', key: 'url', label: 'Address', description: 'Of the depot', required: true },
      {
        ...field,
        type: 'selectbox',
        key: 'region',
        label: 'Region',
        value: 'south',
        choices: [{ north: 'The north' }, { south: 'The south' }],
      },
      { ...field, type: 'number', key: 'shelves', label: 'Shelves' },
      { ...field, type: 'checkbox', key: 'cold', label: 'Cold', value: false },
      { ...field, type: 'password', key: 'token', label: 'Access token', required: true },
    ],
  },
  limiter_form: {
    key: 'limiter_form',
    publicName: 'Limiter',
    description: '',
    readOnly: false,
    fields: [
      { ...field, type: 'checkbox', key: 'useLimit', label: 'Use limit', value: false },
      { ...field, type: 'number', key: 'value', label: 'Limit per time' },
      { ...field, type: 'number', key: 'time', label: 'Time in seconds' },
    ],
  },
};

/** The values of a form as an answer shows it, by field. */
function valuesOf(body: unknown): Record<string, unknown> {
  const Fields = z.object({ fields: z.array(z.object({ key: z.string(), value: z.unknown() })) });
  const { applicationSettings } = z.object({ applicationSettings: z.record(z.string(), Fields) }).parse(body);
  const fields = Object.values(applicationSettings).flatMap((form) => form.fields);
  return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
}

function installRows({ app }: Pick<TestHost, 'app'>): Promise<unknown[]> {
  return app.get<Kysely<Tables>>(Kysely, { strict: false }).selectFrom('orchesty_installs').selectAll().execute();
}

describe('The applications of a worker', () => {
  it('are those of the plugins, in the order of their names', async () => {
    const { manage } = await platform();
    expect(await manage('GET', '/applications')).toEqual({
      status: 200,
      body: { items: [expect.objectContaining({ key: 'abacus', logo: null }), depot] },
    });
    const syncMethods = [
      'afterDisableCallback',
      'afterEnableCallback',
      'afterInstallCallback',
      'afterUninstallCallback',
      'listWebhookEvents',
    ];
    expect(await manage('GET', '/applications/depot')).toEqual({ status: 200, body: { ...depot, syncMethods } });
    expect(await manage('GET', '/applications/depot/sync/list')).toEqual({ status: 200, body: syncMethods });
    expect(await manage('GET', '/applications/other')).toEqual({ status: 400, body: error });
  });

  it('are told what a platform does with them', async () => {
    const { manage } = await platform();
    const sync = '/applications/depot/sync';
    for (const event of ['Install', 'Uninstall', 'Enable', 'Disable']) {
      const body = { user: 'main', name: 'depot', sdk: 'mortise' };
      expect(await manage('POST', `${sync}/after${event}Callback`, body)).toEqual({ status: 200, body: { status: 'ok' } });
    }
    expect(await manage('GET', `${sync}/listWebhookEvents?user=system&sdk=mortise`)).toEqual({ status: 200, body: [] });
    expect(await manage('GET', `${sync}/constructor`)).toEqual({ status: 400, body: error });
  });
});

describe.each(databases)('An install on $engine', ({ open }) => {
  it.each(versions)('is filled in a field at a time and becomes a connection, in version $version', async (addresses) => {
    const { install, list } = addresses;
    const { manage, deliver, depot: service, ask } = await platform(await open());
    const call = () => deliver('connector/depot.get-item/action', '{"id":"1"}');
    const line = { user: 'main', key: 'depot', deleted: false, ...(addresses.version === 5 && { sdk: 'mortise' }) };

    expect(await manage('GET', install)).toEqual({ status: 400, body: error });
    expect(await manage('POST', `${install}/install`)).toEqual({
      status: 201,
      body: { ...depot, authorized: false, applicationSettings: emptyForms },
    });
    expect(await manage('POST', `${install}/install`)).toEqual({ status: 400, body: error });
    expect((await ask('GET', '/api/connections')).body).toEqual([]);

    const settings = { authorization_form: { url: `${service.url}/`, shelves: '7', region: 'north', unknown: 1 } };
    const saved = await manage('PUT', `${install}/settings`, settings);
    expect(saved).toMatchObject({ status: 200, body: { ...line, enabled: false, nonEncryptedSettings: {}, expires: null } });
    expect(valuesOf(saved.body)).toMatchObject({ url: `${service.url}/`, shelves: 7, region: 'north', token: null });
    expect(saved.body).toMatchObject({ created: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) });

    const password = { formKey: 'authorization_form', fieldKey: 'token', password: token };
    const secured = await manage('PUT', `${install}/password`, password);
    expect(secured).toMatchObject({ status: 200, body: line });
    expect(valuesOf(secured.body)).toMatchObject({ url: service.url, shelves: 7, region: 'north', cold: false, token: true });
    expect(JSON.stringify(secured.body)).not.toContain(token);
    expect((await ask('GET', '/api/connections')).body).toMatchObject([
      {
        application: 'depot',
        name: 'main',
        values: { url: service.url, shelves: 7, region: 'north' },
        secrets: { token: { set: true } },
      },
    ]);

    expect(await call()).toMatchObject({
      headers: { 'result-code': '1006', 'result-message': expect.stringContaining('disabled') },
    });
    expect(await manage('PUT', `${install}/changeState`, { enabled: true })).toEqual({ status: 200, body: {} });
    expect(await call()).toMatchObject({ headers: { 'result-code': '0' } });
    expect(service.requests).toHaveLength(1);

    const detail = await manage('GET', install);
    expect(detail).toMatchObject({
      status: 200,
      body: { ...depot, authorized: true, enabled: true, webhookSettings: [], customActions: [] },
    });
    expect(await manage('GET', list)).toMatchObject({
      status: 200,
      body: { items: [{ ...line, enabled: true, authorized: true }] },
    });

    expect(await manage('DELETE', `${install}/uninstall`)).toEqual({ status: 200, body: {} });
    expect(await manage('GET', list)).toEqual({ status: 200, body: { items: [] } });
    expect((await ask('GET', '/api/connections')).body).toEqual([]);
    expect(await manage('DELETE', `${install}/uninstall`)).toEqual({ status: 400, body: error });
  });

  it('keeps what is filled in, sealed, while the host is away', async () => {
    const options = { ...(await open()), masterKey: Buffer.alloc(32, 7).toString('base64') };
    const first = await platform(options);
    const [{ install }] = versions;
    await first.manage('POST', `${install}/install`);
    const password = { formKey: 'authorization_form', fieldKey: 'token', password: token };
    await first.manage('PUT', `${install}/password`, password);
    const rows = await installRows(first);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    await first.host.close();

    const { manage } = platformOf(await hostIn(first.project, { ...options, orchestyPort: 0 }));
    const saved = await manage('PUT', `${install}/settings`, { authorization_form: { url: first.depot.url } });
    expect(valuesOf(saved.body)).toMatchObject({ url: first.depot.url, token: true });
    expect(await manage('GET', install)).toMatchObject({ body: { authorized: true, enabled: false } });
  });

  it('opens under another master key after a rotation', async () => {
    const [before, after] = [7, 8].map((byte) => Buffer.alloc(32, byte).toString('base64'));
    const database = await open();
    const first = await platform({ ...database, masterKey: before });
    const [{ install }] = versions;
    await first.manage('POST', `${install}/install`);
    await first.manage('PUT', `${install}/password`, { formKey: 'authorization_form', fieldKey: 'token', password: token });
    await first.host.close();
    const second = await hostIn(first.project, { ...database, masterKey: after, previousMasterKeys: [before ?? ''] });
    expect((await second.ask('POST', '/api/keys/rotate')).body).toMatchObject({ rewrapped: 1, failed: [] });
    await second.host.close();
    const third = platformOf(await hostIn(first.project, { ...database, masterKey: after, orchestyPort: 0 }));
    expect(valuesOf((await third.manage('GET', install)).body)).toMatchObject({ token: true });
  });

  it('goes with its tenant', async () => {
    const database = await open();
    const first = await platform(database);
    const { id } = await newTenant(first, 'Subsidiary');
    await first.host.close();
    const second = await hostIn(first.project, { ...database, orchestyPort: 0, orchestyTenant: id });
    const { manage } = platformOf(second);
    expect(await manage('POST', '/applications/depot/users/main/install')).toMatchObject({ status: 201 });
    expect(await installRows(second)).toHaveLength(1);
    await second.ask('DELETE', `/api/tenants/${id}`);
    expect(await installRows(second)).toEqual([]);
  });
});

describe('The form of an install', () => {
  async function installed() {
    const test = await platform();
    await test.connect('depot', 'main', { url: test.depot.url, token, shelves: 3 });
    const [{ install }] = versions;
    const save = (forms: object) => test.manage('PUT', `${install}/settings`, forms);
    return { ...test, install, save };
  }

  it('shows a connection that was made in the host, which is enabled until somebody disables it', async () => {
    const { manage, install, deliver, ask } = await installed();
    expect(await manage('GET', install)).toMatchObject({ body: { authorized: true, enabled: true } });
    await manage('PUT', `${install}/changeState`, { enabled: false });
    expect(await manage('GET', install)).toMatchObject({ body: { enabled: false } });
    const reply = await deliver('connector/depot.get-item/action', '{"id":"1"}');
    expect(reply.headers['result-code']).toBe('1006');
    const entries = (await ask('GET', '/api/audit?target=install:depot')).body;
    expect(entries).toMatchObject({ entries: [{ action: 'install.disabled', actor: 'orchesty', detail: { user: 'main' } }] });
  });

  it('leaves what is left out, secrets that come back as true, and takes away what was emptied', async () => {
    const { save, deliver } = await installed();
    const { body } = await save({ authorization_form: { region: 'north', token: true } });
    expect(valuesOf(body)).toMatchObject({ region: 'north', shelves: 3, token: true });
    const emptied = await save({ authorization_form: { shelves: '', token: '' } });
    expect(valuesOf(emptied.body)).toMatchObject({ region: 'north', shelves: null, token: true });
    expect(await deliver('connector/depot.get-item/action', '{"id":"1"}')).toMatchObject({ headers: { 'result-code': '0' } });
  });

  it.each([{ region: 'west' }, { shelves: 'many' }, { shelves: 1.5 }, { url: '' }, { url: 'ftp://depot' }, { cold: 'perhaps' }])(
    'refuses %j, and keeps what was there',
    async (values) => {
      const { save, manage, install } = await installed();
      const before = (await manage('GET', install)).body;
      expect(await save({ authorization_form: values })).toEqual({ status: 400, body: error });
      expect((await manage('GET', install)).body).toEqual(before);
    },
  );

  it('refuses wrong values before there is a connection, too', async () => {
    const { manage, depot: service } = await platform();
    const [{ install }] = versions;
    await manage('POST', `${install}/install`);
    const forms = { authorization_form: { url: service.url, region: 'west', token } };
    expect(await manage('PUT', `${install}/settings`, forms)).toEqual({ status: 400, body: error });
    expect(valuesOf((await manage('GET', install)).body)).toMatchObject({ url: null, token: null });
  });

  it('takes passwords only where the form has one', async () => {
    const { manage, install } = await installed();
    const save = (body: object) => manage('PUT', `${install}/password`, body);
    const right = { formKey: 'authorization_form', fieldKey: 'token', password: 'another-token' };
    expect(await save(right)).toMatchObject({ status: 200 });
    for (const wrong of [{ fieldKey: 'region' }, { fieldKey: 'constructor' }, { formKey: 'limiter_form' }, { password: '' }]) {
      expect(await save({ ...right, ...wrong })).toEqual({ status: 400, body: error });
    }
  });

  it.each(versions)('limits the calls of the platform, in version $version', async ({ version, limits }) => {
    const { save, manage, install, ask } = await installed();
    const application = version === 4 ? 'depot' : 'mortise:depot';
    const asked = { user: 'main', applications: ['depot', 'abacus'] };
    expect(await manage('POST', limits, asked)).toEqual({ status: 200, body: [`main|${application};2;90`] });

    const { body } = await save({ limiter_form: { useLimit: true, value: '5', time: 60 } });
    expect(valuesOf(body)).toMatchObject({ useLimit: true, value: 5, time: 60, region: 'south' });
    expect((await ask('GET', '/api/connections')).body).toMatchObject([
      { limits: { perConnection: { amount: 5, seconds: 60 } } },
    ]);
    expect((await manage('POST', limits, asked)).body).toEqual([`main|${application};60;5`]);
    expect((await manage('POST', limits, { ...asked, applications: ['abacus'] })).body).toEqual([]);
    for (const nobody of [
      { ...asked, user: 'nobody' },
      { ...asked, user: '' },
      { user: 'main', applications: null },
    ]) {
      expect(await manage('POST', limits, nobody)).toEqual({ status: 200, body: [] });
    }

    expect(await save({ limiter_form: { useLimit: true, value: 0 } })).toEqual({ status: 400, body: error });
    expect(valuesOf((await save({ limiter_form: { value: 6 } })).body)).toMatchObject({ useLimit: true, value: 6, time: 60 });
    expect(valuesOf((await save({ limiter_form: { useLimit: false } })).body)).toMatchObject({ useLimit: false, value: null });
    await manage('PUT', `${install}/changeState`, { enabled: false });
    expect((await manage('POST', limits, asked)).body).toEqual([]);
  });

  it('is not limited where its user has a name that no key of a limiter can hold', async () => {
    const { manage, connect, depot: service } = await platform();
    await connect('depot', 'a|b;c', { url: service.url, token });
    const asked = { user: 'a|b;c', applications: ['depot'] };
    expect(await manage('POST', '/applications/limits', asked)).toEqual({ status: 200, body: [] });
  });

  it.each(['', ' main', 'a\u0000b', 'x'.repeat(101)])('belongs to no user with the name %j', async (user) => {
    const { manage } = await platform();
    const address = `/applications/depot/users/${encodeURIComponent(user)}/install`;
    expect([400, 404]).toContain((await manage('POST', address)).status);
  });

  it('is not needed by an application without one', async () => {
    const { manage } = await platform();
    const install = '/applications/abacus/users/main';
    expect(await manage('POST', `${install}/install`)).toMatchObject({ status: 201, body: { authorized: true } });
    expect(await manage('GET', install)).toMatchObject({ body: { authorized: true, enabled: false } });
  });
});

describe('An install that somebody has to sign in to', () => {
  it.each(versions)('leads to the page of the service and back to the host, in version $version', async (addresses) => {
    const shop = await startDemoShop();
    onTestFinished(() => shop.close());
    shop.fail({ path: '/me', status: 200 });
    const { manage, deliver, host } = await platform({ plugins: [...workerPlugins, browserPlugin] });
    const install = addresses.install.replace('depot', 'shop');
    const authorize = () => manage('GET', `${install}/authorize?redirect_url=${encodeURIComponent('https://evil.example')}`);

    expect(await manage('POST', `${install}/install`)).toMatchObject({
      body: { authorization_type: 'oauth2', authorized: false },
    });
    expect(await authorize()).toEqual({ status: 400, body: error });
    const values = { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret };
    const { body } = await manage('PUT', `${install}/settings`, { authorization_form: values });
    expect(valuesOf(body)).toMatchObject({
      redirect_url: `${host.url}/oauth/callback/shop/${new URL(shop.url).host}`,
      clientSecret: true,
    });
    await manage('PUT', `${install}/changeState`, { enabled: true });
    expect(await manage('GET', install)).toMatchObject({ body: { authorized: false, enabled: true } });
    expect(await manage('GET', `${install}/authorize`)).toEqual({ status: 400, body: error });

    const { status, body: link } = await authorize();
    expect([status, link]).toEqual([200, { authorizeUrl: expect.stringContaining(`${host.url}/oauth/begin/`) }]);
    const { authorizeUrl } = z.object({ authorizeUrl: z.string() }).parse(link);
    const page = await new TestBrowser().signIn(authorizeUrl);
    expect(page.status).toBe(200);
    expect(page.location).toBeUndefined();

    expect(await manage('GET', install)).toMatchObject({ body: { authorized: true, enabled: true } });
    const list = await manage('GET', addresses.list);
    expect(list.body).toMatchObject({ items: [{ key: 'shop', authorized: true, expires: expect.stringMatching(/^\d{4}-/) }] });
    const reply = await deliver('connector/shop.get/action', '{"path":"/api/orders/ord_0001"}');
    expect(JSON.parse(reply.body)).toMatchObject({ id: 'ord_0001' });
  });

  it('cannot be signed in to from elsewhere', async () => {
    const { manage } = await platform();
    const state = Buffer.from('main:depot:mortise').toString('base64url');
    for (const path of [
      `/applications/authorize/token?state=${state}&code=1`,
      '/applications/depot/users/main/authorize/token?code=1',
      '/applications/depot/users/main/sdk/mortise/authorize/token?code=1',
    ]) {
      expect(await manage('GET', path)).toEqual({ status: 400, body: error });
    }
  });
});

describe('A webhook', () => {
  it('is left to the host, and the worker says so', async () => {
    const { manage } = await platform();
    for (const place of ['depot/users/main', 'depot/users/main/sdk/mortise']) {
      for (const what of ['subscribe', 'unsubscribe']) {
        const answer = await manage('POST', `/webhook/applications/${place}/${what}`, { name: 'item-added', topology: 'orders' });
        expect(answer).toEqual({ status: 400, body: { status: 'Error', message: expect.stringContaining('Webhooks') } });
      }
    }
  });
});
