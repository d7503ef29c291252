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
    const created = await ask('POST', '/api/connections', { body: { application: 'crm', name: 'Sales', values: crm } });
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

    const changed = await ask('PATCH', path, { body: { name: 'Sales EU', values: { url: 'https://eu.example.com' } } });
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
    const body = { application: 'crm', name: 'main', values: crm };
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('POST', '/api/connections', { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  it('are tested with the service, and remember how it went', async () => {
    await using shop = await startDemoShop();
    const { ask, connect } = await start();
    const id = await connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: 'not-the-secret' });

    const refused = await ask('POST', `/api/connections/${id}/test`);
    expect(refused).toMatchObject({
      status: 200,
      body: { ok: false, error: { code: 'sign_in_failed' }, testedAt: expect.any(String) },
    });
    expect((await ask('GET', `/api/connections/${id}`)).body).toMatchObject({ test: refused.body });

    await ask('PATCH', `/api/connections/${id}`, { body: { values: { clientSecret: shop.clientSecret } } });
    expect((await ask('GET', `/api/connections/${id}`)).body).not.toHaveProperty('test');
    shop.fail({ path: '/me', status: 200 });
    expect((await ask('POST', `/api/connections/${id}/test`)).body).toEqual({ ok: true, testedAt: expect.any(String) });
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
