import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestHost, testHost } from '../host.test-kit.ts';
import { startListener } from './listener.test-kit.ts';
import { openShop, order } from './signed-in.test-kit.ts';

const plugins = [
  { application: 'crm', login: 'apiKey' as const },
  { application: 'shop', login: 'oauth2' as const },
];
const apiKey = 'a-key-that-stays-at-home';
const Token = z.object({ token: z.string() });

/** Asks as an editor does, who may change connections and yet never read a secret. */
async function editorOf({ ask }: TestHost) {
  const { token } = Token.parse((await ask('POST', '/api/tokens', { body: { name: 'Editor', role: 'editor' } })).body);
  return (method: string, path: string, body: unknown) =>
    ask(method, path, { body, headers: { authorization: `Bearer ${token}` } });
}

async function start() {
  const host = await testHost({ plugins });
  return { host, edit: await editorOf(host), home: await startListener(), elsewhere: await startListener() };
}

describe('A stored secret', () => {
  const refused = {
    status: 422,
    body: { code: 'invalid_settings', path: 'apiKey', detail: 'The address was changed, so apiKey has to be filled in again.' },
  };

  it('is not sent to another address by a test of a form, and each test is written down', async () => {
    const { host, edit, home, elsewhere } = await start();
    const connection = await host.connect('crm', 'main', { url: home.url, apiKey });
    const test = (values: object) => edit('POST', '/api/applications/crm/test', { connection, values });

    expect(await test({ url: elsewhere.url })).toMatchObject(refused);
    expect(elsewhere.requests).toEqual([]);
    expect(await test({ url: `${home.url}/` })).toMatchObject({ status: 200 });
    expect(home.requests.join()).toContain(apiKey);
    expect(await test({ url: elsewhere.url, apiKey: 'filled-in-again' })).toMatchObject({ status: 200 });
    expect(elsewhere.requests.join()).toContain('filled-in-again');
    expect(elsewhere.requests.join()).not.toContain(apiKey);

    const { text } = await host.ask('GET', '/api/audit?target=application:crm');
    expect(text.match(/"connection\.tested"/g)).toHaveLength(2);
    expect(text).toContain('"changed":["url","apiKey"]');
    expect(text).not.toContain('filled-in-again');
  });

  it('is not sent to another address by a change', async () => {
    const { host, edit, home, elsewhere } = await start();
    const id = await host.connect('crm', 'main', { url: home.url, apiKey });
    const change = (values: object) => edit('PATCH', `/api/connections/${id}`, { values });

    expect(await change({ url: elsewhere.url })).toMatchObject(refused);
    expect(elsewhere.requests).toEqual([]);
    expect(await change({ url: elsewhere.url, apiKey: 'filled-in-again' })).toMatchObject({ status: 200 });
    expect(elsewhere.requests.join()).toContain('filled-in-again');
    expect(elsewhere.requests.join()).not.toContain(apiKey);
  });

  it.each(['********', '••••••••', '[redacted]'])('is not replaced by what stands for one: %s', async (secret) => {
    const { host, edit, home } = await start();
    const id = await host.connect('crm', 'main', { url: home.url, apiKey });
    const invalid = { status: 422, body: { code: 'invalid_settings' } };
    expect(await edit('PATCH', `/api/connections/${id}`, { values: { apiKey: secret } })).toMatchObject(invalid);
    const body = { clientId: 'x', clientSecret: secret };
    expect(await host.ask('PUT', '/api/applications/shop/client', { body })).toMatchObject(invalid);
  });
});

describe('The OAuth client of an application whose address is a setting', () => {
  const path = '/api/applications/shop/client';

  it('goes to the address that an admin has named, and to no other', async () => {
    const shop = await openShop();
    const { host, edit, elsewhere } = await start();
    const { clientId, clientSecret, url } = shop;
    await host.ask('PUT', path, { body: { clientId, clientSecret, values: { url } } });
    const made = await edit('POST', '/api/connections', { application: 'shop', name: 'main', values: { url } });
    const { id } = z.object({ id: z.string() }).parse(made.body);
    expect(await host.call('shop.get', { connection: id, input: order })).toMatchObject({ status: 200 });

    const values = { url: elsewhere.url };
    const missing = { status: 422, body: { code: 'invalid_settings', path: 'clientId' } };
    expect(await edit('PATCH', `/api/connections/${id}`, { values })).toMatchObject(missing);
    expect(await edit('POST', '/api/applications/shop/test', { values, connection: id })).toMatchObject(missing);
    expect(await edit('POST', '/api/connections', { application: 'shop', name: 'other', values })).toMatchObject(missing);
    expect(elsewhere.requests).toEqual([]);
  });

  it('is bound by the first connection of an admin where none was named', async () => {
    const shop = await openShop();
    const { host, edit, elsewhere } = await start();
    const { clientId, clientSecret, url } = shop;
    await host.ask('PUT', path, { body: { clientId, clientSecret } });
    const body = (name: string, address: string) => ({ application: 'shop', name, values: { url: address }, test: false });

    expect(await edit('POST', '/api/connections', body('early', elsewhere.url))).toMatchObject({ status: 422 });
    expect(await host.ask('POST', '/api/connections', { body: body('main', url) })).toMatchObject({ status: 201 });
    expect(await host.ask('GET', path)).toMatchObject({ body: { values: { url } } });
    expect(await edit('POST', '/api/connections', body('second', url))).toMatchObject({ status: 201 });
    expect(await edit('POST', '/api/connections', body('late', elsewhere.url))).toMatchObject({ status: 422 });
  });

  it('takes its secret to another address only when that is filled in again', async () => {
    const { host } = await start();
    const set = (body: object) => host.ask('PUT', path, { body: { clientId: 'one', ...body } });
    await set({ clientSecret: 'a-client-secret', values: { url: 'https://one.example' } });
    const values = { url: 'https://two.example' };
    expect(await set({ values })).toMatchObject({ status: 422, body: { path: 'clientSecret' } });
    expect(await set({ values, clientSecret: 'a-client-secret' })).toMatchObject({ status: 200, body: { values } });
    expect(await set({ values: { other: 1 } })).toMatchObject({ status: 422, body: { path: 'values.other' } });
  });
});
