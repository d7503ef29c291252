import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../caller.test-kit.ts';
import { type DemoShop, startDemoShop } from '../index.ts';
import { authorizeRequest, decide, redirectUri } from './sign-in.test-kit.ts';

describe('/oauth/authorize', () => {
  let shop: DemoShop;
  let request: Record<string, string>;

  beforeAll(async () => {
    shop = await startDemoShop();
    ({ request } = authorizeRequest(shop));
  });
  afterAll(() => shop.close());

  function open(form: Record<string, string>) {
    return send(`${shop.url}/oauth/authorize?${new URLSearchParams(form)}`);
  }

  it('asks the owner for consent', async () => {
    const response = await open(request);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    for (const part of [
      '<html lang="en">',
      '<h1>Connect to Demo shop</h1>',
      '<li>See orders</li>',
      'Allow</button>',
      'Deny</button>',
    ]) {
      expect(response.body).toContain(part);
    }
  });

  it('puts nothing into the page that could act as HTML', async () => {
    const { body: page } = await open({ ...request, state: '"><script>alert(1)</script>' });
    expect(page).not.toContain('<script>');
    expect(page).toContain('&#34;&#62;&#60;script&#62;');
  });

  it('sends the browser back with a code, the state and the issuer', async () => {
    const location = await decide(shop, { ...request, redirect_uri: `${redirectUri}?tenant=1` }, 'true');

    expect(location.origin + location.pathname).toBe(redirectUri);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      tenant: '1',
      code: expect.any(String),
      state: request['state'],
      iss: shop.url,
    });
  });

  it('sends the browser back without a code when the owner denies', async () => {
    const { searchParams } = await decide(shop, request, 'false');
    expect(Object.fromEntries(searchParams)).toEqual({ error: 'access_denied', state: request['state'], iss: shop.url });
  });

  it.each([
    [{ code_challenge: '' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ scope: 'orders:delete' }, 'invalid_scope'],
  ])('sends the browser back with an error for %j', async (change, error) => {
    const response = await open({ ...request, ...change });

    expect(response.status).toBe(303);
    const { searchParams } = new URL(response.headers.get('location') ?? '');
    expect(Object.fromEntries(searchParams)).toMatchObject({ error, state: request['state'], iss: shop.url });
    expect((await decide(shop, { ...request, ...change }, 'true')).searchParams.get('error')).toBe(error);
  });

  it.each(['http://localhost:1/cb', 'http://[::1]:1/cb', 'https://127.0.0.1/cb'])('knows the redirect URI %s', async (uri) => {
    expect((await open({ ...request, redirect_uri: uri })).status).toBe(200);
  });

  it.each([
    { redirect_uri: 'https://attacker.example/cb' },
    { redirect_uri: 'http://127.0.0.1.attacker.example/cb' },
    { redirect_uri: 'http://127.0.0.1@attacker.example/cb' },
    { redirect_uri: 'javascript:alert(1)' },
    { redirect_uri: '' },
    { client_id: 'stranger' },
  ])('sends the browser nowhere for %j', async (change) => {
    const response = await open({ ...request, ...change });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(response.body).toContain('This link cannot be used');
  });
});

describe('/.well-known/oauth-authorization-server', () => {
  it('tells a client how to sign in', async () => {
    await using shop = await startDemoShop();
    const { body } = await send(`${shop.url}/.well-known/oauth-authorization-server`);

    expect(body).toMatchObject({
      issuer: shop.url,
      authorization_endpoint: `${shop.url}/oauth/authorize`,
      token_endpoint: `${shop.url}/oauth/token`,
      revocation_endpoint: `${shop.url}/oauth/revoke`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });
});
