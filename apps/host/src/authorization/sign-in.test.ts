import { startDemoShop } from '@mortise/demo-shop';
import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import type { Tables } from '../database/tables.ts';
import { databases, hostIn, type TestHost, testHost } from '../host.test-kit.ts';
import { browserPlugin, connectShop, linkTo, TestBrowser } from './sign-in.test-kit.ts';

const plugins = [browserPlugin];

async function startShop() {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  shop.fail({ path: '/me', status: 200 });
  return shop;
}

async function read({ ask }: TestHost, id: string) {
  return (await ask('GET', `/api/connections/${id}`)).body;
}

describe.each(databases)('A sign-in in the browser on $engine', ({ open }) => {
  it('leads from the link through the consent of the user to a connection that works', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await connectShop(host, shop);
    expect(await read(host, id)).toMatchObject({ status: 'needs_sign_in', signInNeeded: expect.any(String) });

    const browser = new TestBrowser();
    const consentPage = await browser.begin(await linkTo(host, id));
    expect(consentPage.startsWith(`${shop.url}/oauth/authorize?`)).toBe(true);
    expect(Object.fromEntries(new URL(consentPage).searchParams)).toEqual({
      response_type: 'code',
      client_id: shop.clientId,
      redirect_uri: `${host.host.url}/oauth/callback/shop/${new URL(shop.url).host}`,
      scope: 'orders:read orders:write',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const page = await browser.open(await browser.decide(consentPage, true));

    expect(page.status).toBe(200);
    expect(page.text).toContain('<strong>main</strong> (shop) is connected.');
    expect(page.location).toBeUndefined();
    expect(browser.cookies.size).toBe(0);
    expect(await read(host, id)).toMatchObject({
      status: 'ready',
      signedInAt: expect.any(String),
      tokenExpiresAt: expect.any(String),
      scopes: { wanted: ['orders:read', 'orders:write'], granted: ['orders:read', 'orders:write'], missing: [] },
      test: { ok: true },
      lastSuccessAt: expect.any(String),
    });
    const answer = await host.call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    expect(answer).toMatchObject({ status: 200 });
    expect(shop.tokenRequests).toBe(1);
  });

  it('belongs to its own connection, in whatever order two users finish', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const [one, two] = [await connectShop(host, shop, 'one'), await connectShop(host, shop, 'two')];
    const [ada, ben] = [new TestBrowser(), new TestBrowser()];
    const consentOfAda = await ada.begin(await linkTo(host, one));
    const consentOfBen = await ben.begin(await linkTo(host, two));

    expect((await ben.open(await ben.decide(consentOfBen, true))).status).toBe(200);
    expect([await read(host, one), await read(host, two)]).toMatchObject([{ status: 'needs_sign_in' }, { status: 'ready' }]);
    expect((await ada.open(await ada.decide(consentOfAda, true))).status).toBe(200);
    expect(await read(host, one)).toMatchObject({ status: 'ready' });
  });

  it('may be under way twice in one browser', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const [one, two] = [await connectShop(host, shop, 'one'), await connectShop(host, shop, 'two')];
    const browser = new TestBrowser();
    const consents = [await browser.begin(await linkTo(host, one)), await browser.begin(await linkTo(host, two))];
    for (const consent of consents) expect((await browser.open(await browser.decide(consent, true))).status).toBe(200);
  });

  it('can be done again, with another account from the next call on', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await connectShop(host, shop);
    const tokenOfCall = async () => {
      await host.call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
      return shop.requests.findLast(({ path }) => path === '/api/orders/ord_0001')?.headers.authorization;
    };
    await new TestBrowser().signIn(await linkTo(host, id));
    const before = await tokenOfCall();
    const denied = new TestBrowser();
    await denied.open(await denied.decide(await denied.begin(await linkTo(host, id)), false));
    expect(await tokenOfCall()).toBe(before);

    await new TestBrowser().signIn(await linkTo(host, id));
    expect(await tokenOfCall()).toMatch(/^Bearer (?!undefined)/);
    expect(await tokenOfCall()).not.toBe(before);
  });

  it('survives a form that is saved untouched, and ends with one that is changed', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await connectShop(host, shop);
    await new TestBrowser().signIn(await linkTo(host, id));

    const form = await host.ask('GET', `/api/applications/shop/form?connection=${id}`);
    expect(form.body).toMatchObject({
      values: { url: shop.url, clientId: shop.clientId },
      secrets: { clientSecret: { set: true } },
      redirectUri: `${host.host.url}/oauth/callback/shop/${new URL(shop.url).host}`,
      ui: { order: ['url', 'clientId', 'clientSecret'], widgets: { url: 'address', clientSecret: 'password' } },
    });
    expect(form.text).not.toContain(shop.clientSecret);
    const { values } = form.body as { values: object };
    await host.ask('PATCH', `/api/connections/${id}`, { body: { name: 'renamed', values } });
    expect(await read(host, id)).toMatchObject({ name: 'renamed', status: 'ready' });

    const changed = await host.ask('PATCH', `/api/connections/${id}`, { body: { values: { clientId: 'another' } } });
    expect(changed.body).toMatchObject({ status: 'needs_sign_in', signInNeeded: 'Nobody has signed in yet.' });
    expect(changed.body).not.toHaveProperty('signedInAt');
  });

  it('is given back to the service with its connection', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await connectShop(host, shop);
    await new TestBrowser().signIn(await linkTo(host, id));
    await host.call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });
    const { authorization = '' } = shop.requests.findLast(({ path }) => path === '/api/orders/ord_0001')?.headers ?? {};

    expect((await host.ask('DELETE', `/api/connections/${id}`)).status).toBe(204);

    expect(shop.requests.filter(({ path }) => path === '/oauth/revoke')).toHaveLength(1);
    expect((await fetch(`${shop.url}/api/orders/ord_0001`, { headers: { authorization } })).status).toBe(401);
  });

  it('is given back after a restart to a service that was away when its connection was deleted', async () => {
    const shop = await startShop();
    const options = await open();
    const host = await testHost({ ...options, plugins });
    const id = await connectShop(host, shop);
    await new TestBrowser().signIn(await linkTo(host, id));
    const away = shop.fail({ path: '/oauth/revoke', status: 503, times: 1 });
    expect((await host.ask('DELETE', `/api/connections/${id}`)).status).toBe(204);
    expect(away.hits).toBe(1);
    const databaseOf = ({ app }: Pick<TestHost, 'app'>) => app.get<Kysely<Tables>>(Kysely, { strict: false });
    const database = databaseOf(host);
    const owed = await database.selectFrom('revocations').selectAll().execute();
    expect(owed).toMatchObject([{ id, attempts: 1 }]);
    // A copy of the data key would stay behind under a master key that is retired.
    expect(owed[0]?.connection).not.toContain('data_key');
    await database
      .updateTable('revocations')
      .set({ due_at: new Date(0).toISOString() })
      .execute();
    await host.host.close(1000);

    const again = await hostIn(host.project, options);
    const left = () => databaseOf(again).selectFrom('revocations').select('id').execute();
    await expect.poll(left).toEqual([]);
    expect(shop.requests.filter(({ path }) => path === '/oauth/revoke')).toHaveLength(2);
  });

  it('is given back to the service where its connection was deleted just before it arrived', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await connectShop(host, shop);
    const browser = new TestBrowser();
    const back = await browser.decide(await browser.begin(await linkTo(host, id)), true);
    const fault = shop.fail({ path: '/oauth/token', delay: 500, times: 1 });
    const arriving = browser.open(back);
    await expect.poll(() => fault.hits).toBe(1);

    expect((await host.ask('DELETE', `/api/connections/${id}`)).status).toBe(204);

    expect((await arriving).status).toBe(400);
    expect(shop.requests.filter(({ path }) => path === '/oauth/revoke')).toHaveLength(1);
  });

  it('opens its link in the browser of the session that asked for it, and in no other', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await connectShop(host, shop);
    const session = await host.ask('POST', '/api/session', { body: { token: host.host.adminToken } });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const shown = await fetch(`${host.host.url}/api/session`, { headers: { cookie } });
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await shown.json());
    const askForLink = async () => {
      const headers = { cookie, 'x-mortise-csrf': csrfToken };
      const answer = await fetch(`${host.host.url}/api/connections/${id}/authorize`, { method: 'POST', headers });
      return z.object({ url: z.string() }).parse(await answer.json()).url;
    };

    const stranger = await new TestBrowser().open(await askForLink());
    expect(stranger).toMatchObject({ status: 403, text: expect.stringContaining('sign_in_other_browser') });

    const browser = new TestBrowser();
    const [name = '', value = ''] = cookie.split('=');
    browser.cookies.set(name, { value, path: '/' });
    expect((await browser.signIn(await askForLink())).status).toBe(200);
  });

  it('is not begun by a program that only looks where the link leads', async () => {
    const shop = await startShop();
    const host = await testHost({ ...(await open()), plugins });
    const link = await linkTo(host, await connectShop(host, shop));
    const looked = await fetch(link, { method: 'HEAD', redirect: 'manual' });
    expect(looked.headers.get('set-cookie')).toBeNull();
    expect((await new TestBrowser().signIn(link)).status).toBe(200);
  });
});

describe('Two hosts on one PostgreSQL database', () => {
  it('share sign-ins: the browser may come back to the other one, and both call with the new account', async () => {
    const shop = await startShop();
    const databaseUrl = await postgresDatabase();
    const options = { databaseUrl, masterKey: Buffer.alloc(32, 7).toString('base64'), plugins };
    const [one, two] = [await testHost(options), await testHost(options)];
    const id = await connectShop(one, shop);
    const tokenOfCall = async (host: TestHost) => {
      const input = { path: '/api/orders/ord_0001' };
      expect((await host.call('shop.get', { connection: 'main', input })).status).toBe(200);
      return shop.requests.findLast(({ path }) => path === input.path)?.headers.authorization;
    };
    const signInAtTheOther = async () => {
      const browser = new TestBrowser();
      const back = new URL(await browser.decide(await browser.begin(await linkTo(one, id)), true));
      back.host = new URL(two.host.url).host;
      expect((await browser.open(back.href)).status).toBe(200);
    };

    await signInAtTheOther();
    const before = await tokenOfCall(one);
    expect(await tokenOfCall(two)).toBe(before);
    await signInAtTheOther();
    const after = await tokenOfCall(one);
    expect(after).not.toBe(before);
    expect(await tokenOfCall(two)).toBe(after);
  });
});

describe('A connection to which nobody signs in in a browser', () => {
  it('gets no link', async () => {
    const host = await testHost({ plugins: [{ application: 'crm', login: 'apiKey' }] });
    const id = await host.connect('crm', 'main', { url: 'http://127.0.0.1:9', apiKey: 'a-key-of-the-crm' });
    expect(await host.ask('POST', `/api/connections/${id}/authorize`)).toMatchObject({
      status: 409,
      body: { code: 'no_browser_sign_in' },
    });
    expect(await host.ask('POST', '/api/connections/nothing/authorize')).toMatchObject({
      status: 404,
      body: { code: 'connection_not_found' },
    });
  });
});
