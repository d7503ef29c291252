import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it } from 'vitest';
import { databases, testHost } from '../host.test-kit.ts';

const plugins = [
  { application: 'shop', login: 'oauth2' as const },
  { application: 'crm', login: 'apiKey' as const, settingSecret: true },
];
const crm = { url: 'https://crm.example.com/', apiKey: 'key-of-the-crm', pin: 'pin-of-the-crm' };

describe.each(databases)('Connections on $engine', ({ open }) => {
  const start = async () => testHost({ ...(await open()), plugins });

  it('are created, listed, read, changed and deleted, and never show a secret', async () => {
    const { ask } = await start();
    const created = await ask('POST', '/api/connections', {
      body: { application: 'crm', name: 'Sales', values: crm, test: false },
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        application: 'crm',
        name: 'Sales',
        values: { url: 'https://crm.example.com' },
        secrets: { apiKey: { set: true }, pin: { set: true } },
      },
    });
    const { id } = created.body as { id: string };
    const path = `/api/connections/${id}`;
    expect((await ask('GET', '/api/connections')).body).toEqual([created.body]);
    expect((await ask('GET', path)).body).toEqual(created.body);

    // Whoever may change an address does not thereby get what was filled in for the old one.
    const elsewhere = { url: 'https://eu.example.com' };
    for (const [method, address, body] of [
      ['PATCH', path, { values: elsewhere, test: false }],
      ['POST', '/api/applications/crm/test', { values: elsewhere, connection: id }],
    ] as const) {
      const refused = await ask(method, address, { body });
      expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_settings', path: 'apiKey' } });
    }

    const changed = await ask('PATCH', path, {
      body: { name: 'Sales EU', values: { ...elsewhere, apiKey: 'key-of-the-crm', pin: 'pin-of-the-crm' }, test: false },
    });
    expect(changed.body).toMatchObject({
      name: 'Sales EU',
      values: { url: 'https://eu.example.com' },
      secrets: { apiKey: { set: true } },
    });

    for (const { text } of [created, changed]) expect(text).not.toMatch(/of-the-crm/);
    expect(await ask('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { code: 'connection_not_found' } });
    expect(await ask('DELETE', path)).toMatchObject({ status: 404 });
  });

  it.each([
    [{ url: 'ftp://crm.example.com', apiKey: 'k', pin: 'p' }, 'url'],
    [{ url: 'https://user:pass@crm.example.com', apiKey: 'k', pin: 'p' }, 'url'],
    [{ url: 'https://crm.example.com', pin: 'p' }, 'apiKey'],
    [{ ...crm, apiKey: '' }, 'apiKey'],
    [{ ...crm, apiKey: 5 }, 'apiKey'],
    [{ ...crm, tenant: 'other' }, 'tenant'],
  ])('do not accept %j', async (values, path) => {
    const { ask } = await start();
    const answer = await ask('POST', '/api/connections', { body: { application: 'crm', name: 'x', values } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_settings', path, retryable: false } });
    expect((await ask('GET', '/api/connections')).body).toEqual([]);
  });

  it.each(['\0', 'a\0b', 'a\u001bb', 'a\u0085b', 'a\ud800b'])('take no control characters in their names: %j', async (name) => {
    const { ask, call, connect } = await start();
    const refused = { status: 422, body: { code: 'invalid_parameters', path: 'name' } };
    expect(await ask('POST', '/api/connections', { body: { application: 'crm', name, values: crm } })).toMatchObject(refused);
    const id = await connect('crm', 'main', crm);
    expect(await ask('PATCH', `/api/connections/${id}`, { body: { name } })).toMatchObject(refused);

    const absent = { status: 404, body: { code: 'connection_not_found' } };
    expect(await call('crm.get', { connection: name, input: { path: '/' } })).toMatchObject(absent);
  });

  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/test'],
  ])('are not there under an id with control characters: %s %s', async (method, rest) => {
    const { ask } = await start();
    const body = method === 'PATCH' ? { name: 'x' } : undefined;
    const absent = { status: 404, body: { code: 'connection_not_found' } };
    expect(await ask(method, `/api/connections/%00${rest}`, { body })).toMatchObject(absent);
  });

  it('have a name of their own within their application', async () => {
    const { ask, connect } = await start();
    await connect('crm', 'main', crm);
    const taken = { status: 409, body: { code: 'name_taken', path: 'name' } };
    expect(await ask('POST', '/api/connections', { body: { application: 'crm', name: ' main ', values: crm } })).toMatchObject(
      taken,
    );
    const other = await connect('crm', 'other', crm);
    expect(await ask('PATCH', `/api/connections/${other}`, { body: { name: 'main' } })).toMatchObject(taken);
    await connect('shop', 'main', { url: 'https://shop.example.com', clientId: 'id', clientSecret: 'secret' });
  });

  it('give one name to one of several that ask at once', async () => {
    const { ask } = await start();
    const body = { application: 'crm', name: 'main', values: crm, test: false };
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('POST', '/api/connections', { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  it('are tested with the service when they are saved and when somebody asks, and remember how it went', async () => {
    await using shop = await startDemoShop();
    const { ask } = await start();
    const values = { url: shop.url, clientId: shop.clientId, clientSecret: 'not-the-secret' };
    const created = await ask('POST', '/api/connections', { body: { application: 'shop', name: 'main', values } });
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'failing', test: { ok: false, error: { code: 'sign_in_failed' }, testedAt: expect.any(String) } },
    });
    const { id } = created.body as { id: string };
    const path = `/api/connections/${id}`;
    const change = (body: object) => ask('PATCH', path, { body });
    const untested = (await change({ values: { clientSecret: 'nor-this-one' }, test: false })).body;
    expect(untested).toMatchObject({ status: 'untested' });
    expect(untested).not.toHaveProperty('test');

    shop.fail({ path: '/me', status: 200 });
    expect((await change({ values: { clientSecret: shop.clientSecret } })).body).toMatchObject({
      status: 'ready',
      test: { ok: true },
      lastSuccessAt: expect.any(String),
      tokenExpiresAt: expect.any(String),
      scopes: { wanted: ['orders:read', 'orders:write'], missing: [] },
    });
    const { length } = shop.requests;
    await change({ name: 'renamed', values: { url: shop.url } });
    expect(shop.requests).toHaveLength(length);

    shop.clearFaults();
    const tested = await ask('POST', `${path}/test`);
    expect(tested).toMatchObject({ status: 200, body: { ok: false } });
    expect((await ask('GET', path)).body).toMatchObject({ status: 'failing', test: tested.body });
  });

  it('remember when they were last of use', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await start();
    const id = await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    const read = async () => (await ask('GET', `/api/connections/${id}`)).body;
    await call('shop.get', { connection: id, input: { path: '/nowhere' } });
    expect(await read()).toMatchObject({ status: 'untested' });
    await call('shop.get', { connection: id, input: { path: '/api/orders/ord_0001' } });
    await expect.poll(read).toMatchObject({ status: 'ready', lastSuccessAt: expect.any(String) });
  });

  it('are failing once the login of a call was refused, until one succeeds', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await start();
    const id = await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    const read = async () => (await ask('GET', `/api/connections/${id}`)).body;
    const order = { connection: id, input: { path: '/api/orders/ord_0001' } };
    await call('shop.get', order);
    await expect.poll(read).toMatchObject({ status: 'ready' });

    shop.fail({ path: '/api/orders/ord_0001', status: 401 });
    expect(await call('shop.get', order)).toMatchObject({ status: 502, body: { code: 'sign_in_failed' } });
    await expect.poll(read).toMatchObject({
      status: 'failing',
      problem: expect.stringContaining('did not accept the login'),
      test: { ok: false, error: { code: 'sign_in_failed', correlationId: expect.any(String) } },
    });

    shop.clearFaults();
    await call('shop.get', order);
    await expect.poll(read).toMatchObject({ status: 'ready' });
    expect(await read()).not.toHaveProperty('problem');
  });

  it('are written to once a minute at most while each call is refused', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await start();
    const values = { url: shop.url, clientId: shop.clientId, clientSecret: 'not-the-secret' };
    const id = await connect('shop', 'main', values);
    const read = async () => (await ask('GET', `/api/connections/${id}`)).body;
    const order = { connection: id, input: { path: '/api/orders/ord_0001' } };
    expect(await call('shop.get', order)).toMatchObject({ body: { code: 'sign_in_failed' } });
    await expect.poll(read).toMatchObject({ status: 'failing' });

    const before = await read();
    const { length } = shop.requests;
    for (let again = 0; again < 3; again++)
      expect((await call('shop.get', order)).body).toMatchObject({ code: 'sign_in_failed' });
    expect(shop.requests).toHaveLength(length);
    expect(await read()).toEqual(before);

    // What is filled in anew begins anew.
    await ask('PATCH', `/api/connections/${id}`, { body: { values: { clientSecret: shop.clientSecret }, test: false } });
    expect(await call('shop.get', order)).toMatchObject({ status: 200 });
    await expect.poll(read).toMatchObject({ status: 'ready' });
  });

  it('write down who did what to them, and no secret', async () => {
    const { ask, connect } = await start();
    const id = await connect('crm', 'main', crm);
    await ask('PATCH', `/api/connections/${id}`, { body: { values: { apiKey: 'another-key-of-the-crm' }, test: false } });
    await ask('DELETE', `/api/connections/${id}`);
    const { body, text } = await ask('GET', `/api/audit?target=connection:${id}`);
    expect(JSON.stringify(body).match(/connection\.\w+/g)).toEqual([
      'connection.deleted',
      'connection.updated',
      'connection.created',
    ]);
    expect(text).toContain('"changed":["apiKey"]');
    expect(text).not.toContain('of-the-crm');
  });

  it('use changed credentials from the next call on', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await start();
    const id = await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    const get = () => call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    expect(await get()).toMatchObject({ status: 200 });

    await ask('PATCH', `/api/connections/${id}`, { body: { values: { clientSecret: 'not-the-secret' } } });
    expect(await get()).toMatchObject({ status: 502, body: { code: 'sign_in_failed' } });

    await ask('DELETE', `/api/connections/${id}`);
    expect(await get()).toMatchObject({ status: 404, body: { code: 'connection_not_found' } });
  });

  it('do not store a token that arrives after their credentials were changed', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await start();
    const id = await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    const get = () => call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    shop.fail({ path: '/oauth/token', delay: 400, times: 1 });

    const slow = get();
    await expect.poll(() => shop.stats().inFlight).toBe(1);
    const changed = await ask('PATCH', `/api/connections/${id}`, { body: { values: { clientSecret: 'not-the-secret' } } });
    await slow;

    expect(changed.status).toBe(200);
    expect(await get()).toMatchObject({ status: 502, body: { code: 'sign_in_failed' } });
  });

  it('survive a refreshed token and a new name at the same time', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await start();
    const id = await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    const get = () => call('shop.get', { connection: id, input: { path: '/api/orders/ord_0001' } });
    const [first, renamed] = await Promise.all([get(), ask('PATCH', `/api/connections/${id}`, { body: { name: 'renamed' } })]);
    expect([first.status, renamed.status]).toEqual([200, 200]);
    expect(await get()).toMatchObject({ status: 200 });
    expect(shop.tokenRequests).toBe(1);
  });
});
