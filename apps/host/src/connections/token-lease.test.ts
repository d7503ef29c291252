import { setTimeout as sleep } from 'node:timers/promises';
import { TokenSet } from '@mortise/sdk';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { browserPlugin } from '../authorization/sign-in.test-kit.ts';
import { EventHub } from '../events/event-hub.ts';
import { databases, testHost } from '../host.test-kit.ts';
import { changeTokens, expire, inside, openShop, order, signedIn, signIn } from './signed-in.test-kit.ts';
import { StoredTokens, type TokenNews } from './stored-tokens.ts';

const plugins = [browserPlugin];
const noNews: TokenNews = {
  seen: () => undefined,
  signInNeeded: async () => undefined,
  failed: (error) => expect.fail(String(error)),
};
const Entries = z.object({ entries: z.array(z.object({ action: z.string() })) });

describe.each(databases)('The tokens of a connection on $engine', ({ open }) => {
  it('are renewed once for a hundred callers, and stored with what is known of them', async () => {
    const shop = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await signedIn(host, shop);
    await expire(host, shop, id);
    const before = await inside(host).row(id);
    const requests = shop.tokenRequests;

    const calls = Array.from({ length: 100 }, () => host.call('shop.get', { connection: id, input: order }));

    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(shop.tokenRequests - requests).toBe(1);
    expect(await inside(host).row(id)).toMatchObject({
      token_version: before.token_version + 1,
      granted_scope: 'orders:read orders:write',
      lease_holder: null,
      lease_until: null,
      sign_in_needed: null,
    });
    expect(Date.parse((await inside(host).row(id)).token_expires_at ?? '')).toBeGreaterThan(Date.now());
  });

  it('are asked for no more once the service has taken them back, which is told once', async () => {
    const shop = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await signedIn(host, shop);
    await changeTokens(host, id, { refreshToken: 'taken-back', expiresAt: Date.now() - 1 });
    const requests = shop.tokenRequests;
    const events: string[] = [];
    onTestFinished(
      host.app.get(EventHub, { strict: false }).listen('default', undefined, ({ event }) => events.push(event.type)),
    );
    const call = () => host.call('shop.get', { connection: id, input: order });

    const refused = await Promise.all(Array.from({ length: 20 }, call));
    const later = await call();

    for (const { status, body } of [...refused, later]) {
      expect(status).toBe(502);
      expect(body).toMatchObject({
        code: 'sign_in_failed',
        detail: expect.stringMatching(/gave no token \(invalid_grant.*Sign in again\.$/),
        do: [{ command: `mortise connections authorize ${id}` }],
        retryable: false,
      });
    }
    expect(shop.tokenRequests - requests).toBe(1);
    expect(events.filter((type) => type === 'connection.sign_in_needed')).toHaveLength(1);
    expect((await host.ask('GET', `/api/connections/${id}`)).body).toMatchObject({ status: 'needs_sign_in' });
    const told = await host.ask('GET', `/api/audit?target=connection:${id}`);
    const actions = Entries.parse(told.body).entries.map(({ action }) => action);
    expect(actions.filter((action) => action === 'connection.sign_in_needed')).toHaveLength(1);

    await signIn(host, id);
    expect((await call()).status).toBe(200);
  });

  it('serve until they expire where the service gives no others for a while', async () => {
    const shop = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await signedIn(host, shop);
    await changeTokens(host, id, { issuedAt: Date.now() - 600_000, expiresAt: Date.now() + 30_000 });
    const fault = shop.fail({ path: '/oauth/token', status: 503 });

    const calls = Array.from({ length: 10 }, () => host.call('shop.get', { connection: id, input: order }));

    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(fault.hits).toBe(1);
    expect(await inside(host).row(id)).toMatchObject({ lease_until: null, sign_in_needed: null });
  });

  it('are dropped where the credentials change while they are asked for', async () => {
    const shop = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await signedIn(host, shop);
    await expire(host, shop, id);
    const fault = shop.fail({ path: '/oauth/token', delay: 500, times: 1 });
    const underWay = host.call('shop.get', { connection: id, input: order });
    await expect.poll(() => fault.hits).toBe(1);

    await host.ask('PATCH', `/api/connections/${id}`, { body: { values: { clientSecret: 'another' }, test: false } });

    expect((await underWay).status).toBe(200);
    expect(await inside(host).row(id)).toMatchObject({ tokens: null, revision: 2 });
  });

  it('are given back to the service where the connection is deleted while they are asked for', async () => {
    const shop = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await signedIn(host, shop);
    await expire(host, shop, id);
    const fault = shop.fail({ path: '/oauth/token', delay: 500, times: 1 });
    const underWay = host.call('shop.get', { connection: id, input: order });
    await expect.poll(() => fault.hits).toBe(1);

    expect((await host.ask('DELETE', `/api/connections/${id}`)).status).toBe(204);

    await underWay;
    const paths = shop.requests.map(({ path }) => path);
    expect(paths.lastIndexOf('/oauth/revoke')).toBeGreaterThan(paths.lastIndexOf('/oauth/token'));
    expect(paths.filter((path) => path === '/oauth/token')).toHaveLength(2);
  });

  it('are not stored by a host that has lost its lease: it goes on with those of the host that followed it', async () => {
    const shop = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await signedIn(host, shop);
    await expire(host, shop, id);
    const { store, seal, row, database } = inside(host);
    const connection = await row(id);
    const tokensOfTheOther = TokenSet.parse({ accessToken: 'of-the-other', issuedAt: Date.now() });
    const paused = new StoredTokens(connection, store, seal, noNews);

    const renewed = await paused.renew({
      isGood: ({ accessToken }) => accessToken === 'of-the-other',
      request: async () => {
        const { token_version, lease_fence } = await row(id);
        expect(lease_fence).toBe(connection.lease_fence + 1);
        const tokens = await seal.sealTokens(connection, tokensOfTheOther);
        await database
          .updateTable('connections')
          .set({ tokens, token_version: token_version + 1, lease_fence: lease_fence + 1 })
          .where('tenant', '=', 'default')
          .where('id', '=', id)
          .execute();
        return { accessToken: 'too-late', issuedAt: Date.now() };
      },
    });

    expect(renewed).toEqual(tokensOfTheOther);
    expect(await seal.openTokens(connection, (await row(id)).tokens ?? '')).toEqual(tokensOfTheOther);
  });

  it.each([
    ['stumbles', 1],
    ['does not answer for a while', 5],
  ])('are not lost where the database %s when they are stored', async (_what, failures) => {
    const shop = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await signedIn(host, shop);
    await expire(host, shop, id);
    const { store, opened, row } = inside(host);
    const requests = shop.tokenRequests;
    const update = store.updateTokens.bind(store);
    let left = failures;
    vi.spyOn(store, 'updateTokens').mockImplementation(async (place, state, change) => {
      if (change.tokens !== undefined && left-- > 0) throw new Error('The database is restarting.');
      return update(place, state, change);
    });

    const answer = await host.call('shop.get', { connection: id, input: order });

    expect(answer.body).toMatchObject({ attempts: failures === 1 ? 1 : 2 });
    expect(answer.status).toBe(200);
    expect(host.lines.join('').includes('The database is restarting.')).toBe(failures !== 1);
    expect(shop.tokenRequests - requests).toBe(1);
    const { status } = await fetch(`${shop.url}/api/orders?limit=1`, {
      headers: { authorization: `Bearer ${(await opened.tokensOf(await row(id)))?.accessToken}` },
    });
    expect(status).toBe(200);
  });
});

describe('A lease on the tokens of a connection', () => {
  it('counts by what is seen of it, whatever the clock of its host says', { timeout: 30_000 }, async () => {
    const shop = await openShop();
    const host = await testHost({ plugins });
    const id = await signedIn(host, shop);
    await expire(host, shop, id);
    const { store, seal, row } = inside(host);
    const { token_version, lease_fence } = await row(id);
    const lease = { lease_holder: 'of a host whose clock is slow', lease_until: new Date(Date.now() - 60_000).toISOString() };
    await store.updateTokens(await row(id), { token_version, lease_fence }, lease);
    const others = new StoredTokens(await row(id), store, seal, noNews);
    let requests = 0;
    const renewed = others.renew({
      isGood: ({ accessToken }) => accessToken === 'of-the-slow-host',
      request: async () => {
        requests++;
        return { accessToken: 'of-this-host', issuedAt: Date.now() };
      },
    });
    await sleep(500);
    const tokens = await seal.sealTokens(await row(id), { accessToken: 'of-the-slow-host', issuedAt: Date.now() });
    await store.updateTokens(await row(id), { token_version, lease_fence }, { tokens, lease_until: null });

    expect(await renewed).toMatchObject({ accessToken: 'of-the-slow-host' });
    expect(requests).toBe(0);
  });
});
