import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, send } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';
import { basic, refresh, signIn } from './sign-in.test-kit.ts';

describe('POST /oauth/revoke', () => {
  let shop: DemoShop;

  beforeAll(async () => {
    shop = await startDemoShop();
  });
  afterAll(() => shop.close());

  function revoke(form: Record<string, string>, headers = basic(shop)) {
    return send(`${shop.url}/oauth/revoke`, { method: 'POST', headers, body: new URLSearchParams(form) });
  }

  async function statusWith(accessToken: string) {
    return (await callerOf(shop, accessToken).get('/api/orders?limit=1')).status;
  }

  it('ends an access token', async () => {
    const token = shop.issueToken();
    expect((await revoke({ token })).status).toBe(200);
    expect(await statusWith(token)).toBe(401);
  });

  it('ends a refresh token with everything that came from it', async () => {
    const { accessToken, refreshToken } = await signIn(shop);

    await revoke({ token: refreshToken, token_type_hint: 'refresh_token' });

    expect((await refresh(shop, refreshToken)).body).toMatchObject({ error: 'invalid_grant' });
    expect(await statusWith(accessToken)).toBe(401);
  });

  it('does not mind a token it does not know', async () => {
    expect((await revoke({ token: 'unknown' })).status).toBe(200);
  });

  it('takes the client from the body too', async () => {
    const form = { token: 'any', client_id: shop.clientId, client_secret: shop.clientSecret };
    const response = await send(`${shop.url}/oauth/revoke`, { method: 'POST', body: new URLSearchParams(form) });
    expect(response.status).toBe(200);
  });

  it('refuses strangers and empty requests', async () => {
    expect(await revoke({ token: 'any' }, basic(shop, 'wrong'))).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await revoke({})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});
