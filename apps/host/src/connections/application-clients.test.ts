import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it } from 'vitest';
import { browserPlugin, linkTo, TestBrowser } from '../authorization/sign-in.test-kit.ts';
import { databases, testHost } from '../host.test-kit.ts';

const path = '/api/applications/shop/client';

describe.each(databases)('The OAuth client of an application on $engine', ({ open }) => {
  const start = async () => testHost({ ...(await open()), plugins: [browserPlugin, { application: 'crm', login: 'apiKey' }] });

  it('stands for the one that its connections leave out', async () => {
    await using shop = await startDemoShop();
    const host = await start();
    const { ask } = host;
    const body = { application: 'shop', name: 'main', values: { url: shop.url } };
    expect(await ask('POST', '/api/connections', { body })).toMatchObject({ status: 422, body: { path: 'clientId' } });

    const set = await ask('PUT', path, { body: { clientId: shop.clientId, clientSecret: shop.clientSecret } });
    expect(set).toMatchObject({
      status: 200,
      body: {
        clientId: shop.clientId,
        clientSecret: { set: true },
        redirectUri: `${host.host.url}/oauth/callback/shop/{tokenHost}`,
      },
    });
    expect((await ask('GET', path)).body).toEqual(set.body);
    const form = await ask('GET', '/api/applications/shop/form');
    expect(form.body).toMatchObject({ schema: { required: ['url'] }, client: { clientId: shop.clientId } });

    const { id } = (await ask('POST', '/api/connections', { body })).body as { id: string };
    expect((await new TestBrowser().signIn(await linkTo(host, id))).status).toBe(200);
    expect(set.text + form.text + host.lines.join('')).not.toContain(shop.clientSecret);
    expect((await host.call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } })).status).toBe(200);
  });

  it('gives way to one that a connection brings, and is used anew when that is taken away', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await testHost({ ...(await open()), plugins: [{ application: 'shop', login: 'oauth2' }] });
    const client = { clientId: shop.clientId, clientSecret: shop.clientSecret };
    await ask('PUT', path, { body: { ...client, values: { url: shop.url } } });
    const id = await connect('shop', 'main', { url: shop.url, clientId: 'own', clientSecret: 'own-secret' });
    const get = () => call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    expect(await get()).toMatchObject({ status: 502, body: { code: 'sign_in_failed' } });

    expect(await ask('PATCH', `/api/connections/${id}`, { body: { values: { clientSecret: null } } })).toMatchObject({
      status: 422,
      body: { path: 'clientSecret' },
    });
    await ask('PATCH', `/api/connections/${id}`, { body: { values: { clientId: null, clientSecret: null } } });
    expect(await get()).toMatchObject({ status: 200 });
  });

  it('is sent nowhere but where an admin has agreed to', async () => {
    await using shop = await startDemoShop();
    const { ask } = await testHost({ ...(await open()), plugins: [{ application: 'shop', login: 'oauth2' }] });
    const client = { clientId: shop.clientId, clientSecret: 'a-client-secret' };
    await ask('PUT', path, { body: { ...client, values: { url: 'https://shop.example.com' } } });
    const { body: token } = await ask('POST', '/api/tokens', { body: { name: 'editor', role: 'editor' } });
    const headers = { authorization: `Bearer ${(token as { token: string }).token}` };
    const values = { url: shop.url };

    const refused = { status: 422, body: { code: 'invalid_settings' } };
    expect(await ask('POST', '/api/applications/shop/test', { body: { values }, headers })).toMatchObject(refused);
    const body = { application: 'shop', name: 'main', values };
    expect(await ask('POST', '/api/connections', { body, headers })).toMatchObject(refused);
    expect(shop.tokenRequests).toBe(0);
    const told = await ask('POST', '/api/connections', { body });
    expect(told.body).toMatchObject({ path: 'clientId', detail: expect.stringContaining('url=https://shop.example.com only') });
    const form = await ask('GET', '/api/applications/shop/form', { headers });
    expect(form.body).toMatchObject({ client: { values: { url: 'https://shop.example.com' } } });
  });

  it('is offered to nobody but admins before one has agreed to an address', async () => {
    const { ask } = await start();
    await ask('PUT', path, { body: { clientId: 'one', clientSecret: 'a-client-secret' } });
    const { body: token } = await ask('POST', '/api/tokens', { body: { name: 'editor', role: 'editor' } });
    const headers = { authorization: `Bearer ${(token as { token: string }).token}` };
    const form = async (as: object) => (await ask('GET', '/api/applications/shop/form', { headers: { ...as } })).body;
    expect(await form({})).toMatchObject({ client: { clientId: 'one' }, schema: { required: ['url'] } });
    expect(await form(headers)).not.toHaveProperty('client');
    expect(await form(headers)).toMatchObject({ schema: { required: expect.arrayContaining(['clientId']) } });
  });

  it('holds for calls from the next one on after a change', async () => {
    await using shop = await startDemoShop();
    const { ask, call, connect } = await testHost({ ...(await open()), plugins: [{ application: 'shop', login: 'oauth2' }] });
    await ask('PUT', path, { body: { clientId: shop.clientId, clientSecret: 'not-the-secret' } });
    await connect('shop', 'main', { url: shop.url });
    const get = () => call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    expect(await get()).toMatchObject({ status: 502 });
    await ask('PUT', path, { body: { clientId: shop.clientId, clientSecret: shop.clientSecret } });
    expect(await get()).toMatchObject({ status: 200 });
  });

  it('keeps its secret where that is left out, and forgets it for another client', async () => {
    const { ask } = await start();
    await ask('PUT', path, { body: { clientId: 'one', clientSecret: 'a-client-secret' } });
    const change = async (body: object) => (await ask('PUT', path, { body })).body;
    expect(await change({ clientId: 'one' })).toMatchObject({ clientSecret: { set: true } });
    expect(await change({ clientId: 'one', clientSecret: null })).toMatchObject({ clientSecret: { set: false } });
    await change({ clientId: 'one', clientSecret: 'a-client-secret' });
    expect(await change({ clientId: 'two' })).toMatchObject({ clientId: 'two', clientSecret: { set: false } });

    expect((await ask('DELETE', path)).status).toBe(204);
    expect(await ask('GET', path)).toMatchObject({ status: 404, body: { code: 'client_not_found' } });
    expect(await ask('DELETE', path)).toMatchObject({ status: 404 });
    const { text } = await ask('GET', '/api/audit?target=application:shop');
    expect(text.match(/"application\.client_\w+"/g)).toHaveLength(6);
    expect(text).not.toContain('a-client-secret');
  });

  it('is refused for an application that knows none', async () => {
    const { ask } = await start();
    const body = { clientId: 'x' };
    expect(await ask('PUT', '/api/applications/crm/client', { body })).toMatchObject({
      status: 409,
      body: { code: 'no_oauth_client' },
    });
    expect(await ask('PUT', '/api/applications/nothing/client', { body })).toMatchObject({ status: 404 });
  });
});
