import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';
import { basic, codeForm, refresh, requestToken, signIn, tokensIn } from './sign-in.test-kit.ts';

describe('POST /oauth/token', () => {
  let shop: DemoShop;

  beforeAll(async () => {
    shop = await startDemoShop({ accessTokenSeconds: 60 });
  });
  afterAll(() => shop.close());

  async function readsOrders(accessToken: string) {
    const { status } = await callerOf(shop, accessToken).get('/api/orders?limit=1');
    return status === 200;
  }

  describe('with client credentials', () => {
    it('gives a token for all scopes', async () => {
      const { status, headers, body } = await requestToken(shop, { grant_type: 'client_credentials' });

      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: expect.closeTo(60, -1),
        scope: 'orders:read orders:write customers:read products:read',
      });
    });

    it('gives a token for the scopes that were asked for', async () => {
      const { body } = await requestToken(shop, { grant_type: 'client_credentials', scope: 'products:read' });
      expect(body).toMatchObject({ scope: 'products:read' });
    });

    it('takes the client from the body too', async () => {
      const form = { grant_type: 'client_credentials', client_id: shop.clientId, client_secret: shop.clientSecret };
      expect((await requestToken(shop, form, {})).status).toBe(200);
    });

    it('refuses a wrong secret', async () => {
      const { status, headers, body } = await requestToken(shop, { grant_type: 'client_credentials' }, basic(shop, 'wrong'));
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toMatch(/^Basic/);
      expect(body).toMatchObject({ error: 'invalid_client' });
    });

    it.each<[Record<string, string>, string]>([
      [{ grant_type: 'client_credentials', scope: 'everything' }, 'invalid_scope'],
      [{ grant_type: 'password' }, 'unauthorized_client'],
      [{ grant_type: 'telepathy' }, 'unsupported_grant_type'],
      [{}, 'invalid_request'],
    ])('refuses %j', async (form, error) => {
      const { status, body } = await requestToken(shop, form);
      expect(status).toBe(400);
      expect(body).toMatchObject({ error, error_description: expect.any(String) });
    });
  });

  it('wants a form, not JSON', async () => {
    const { status, body } = await callerOf(shop, '').post('/oauth/token', { grant_type: 'client_credentials' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: 'invalid_request', error_description: expect.stringContaining('urlencoded') });
  });

  describe('with an authorization code', () => {
    it('gives an access and a refresh token', async () => {
      const { body } = await requestToken(shop, await codeForm(shop));
      expect(body).toMatchObject({ scope: 'orders:read' });
      expect(await readsOrders(tokensIn(body).accessToken)).toBe(true);
    });

    it('refuses a wrong code verifier, and the code after that', async () => {
      const form = await codeForm(shop);
      const wrong = await requestToken(shop, { ...form, code_verifier: 'x'.repeat(43) });
      const right = await requestToken(shop, form);

      expect([wrong.body, right.body]).toMatchObject([{ error: 'invalid_grant' }, { error: 'invalid_grant' }]);
    });

    it.each(['code_verifier', 'redirect_uri'])('refuses a request without %s', async (field) => {
      const { status } = await requestToken(shop, { ...(await codeForm(shop)), [field]: '' });
      expect(status).toBe(400);
    });

    it('refuses a missing secret in spite of the code verifier', async () => {
      const { body } = await requestToken(shop, { ...(await codeForm(shop)), client_id: shop.clientId }, {});
      expect(body).toMatchObject({ error: 'invalid_client' });
    });

    it('ends the sign-in when its code is used twice', async () => {
      const form = await codeForm(shop);
      const { accessToken } = tokensIn((await requestToken(shop, form)).body);
      const second = await requestToken(shop, form);

      expect(second.body).toMatchObject({ error: 'invalid_grant' });
      expect(await readsOrders(accessToken)).toBe(false);
    });
  });

  describe('with a refresh token', () => {
    it('gives new tokens and a new refresh token', async () => {
      const first = await signIn(shop);
      const { body } = await refresh(shop, first.refreshToken);
      const second = tokensIn(body);

      expect(body).toMatchObject({ scope: 'orders:read' });
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect((await refresh(shop, second.refreshToken)).status).toBe(200);
    });

    it('still works when all access tokens have expired', async () => {
      const { accessToken, refreshToken } = await signIn(shop);
      shop.expireTokens();

      expect(await readsOrders(accessToken)).toBe(false);
      expect((await refresh(shop, refreshToken)).status).toBe(200);
    });

    it('revokes the whole family when an old one comes back', async () => {
      const first = await signIn(shop);
      const second = tokensIn((await refresh(shop, first.refreshToken)).body);

      const refused = { status: 400, body: { error: 'invalid_grant' } };
      expect(await refresh(shop, first.refreshToken)).toMatchObject(refused);
      expect(await refresh(shop, second.refreshToken)).toMatchObject(refused);
      expect(await readsOrders(second.accessToken)).toBe(false);
    });

    it('lets only one of two simultaneous refreshes win', async () => {
      const { refreshToken } = await signIn(shop);
      const both = await Promise.all([refresh(shop, refreshToken), refresh(shop, refreshToken)]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    });

    it('leaves other sign-ins alone', async () => {
      const [one, other] = [await signIn(shop), await signIn(shop)];
      await refresh(shop, one.refreshToken);
      await refresh(shop, one.refreshToken);
      expect((await refresh(shop, other.refreshToken)).status).toBe(200);
    });
  });
});
