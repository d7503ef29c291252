import { createHash } from 'node:crypto';
import { type DemoShop, startDemoShop } from '@mortise/demo-shop';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OAuth2Options, oauth2 } from '../application/authentication.ts';
import { Redactor } from '../connection/redactor.ts';
import { EgressGuard } from '../http/egress-guard.ts';
import { authorizationUrl, createProofKey } from './authorization-code.ts';
import { type OAuth2, TokenEndpoint } from './token-endpoint.ts';

const redirectUri = 'http://127.0.0.1:9/callback';

function factsOf(options: OAuth2Options): OAuth2 {
  const facts = oauth2(options);
  return facts.kind === 'oauth2' ? facts : expect.fail('oauth2() gives facts of OAuth 2');
}

describe('createProofKey', () => {
  it('gives a verifier that RFC 7636 accepts, another one each time, and its challenge', () => {
    const { verifier, challenge } = createProofKey();

    expect(verifier).toMatch(/^[\w-]{43}$/);
    expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
    expect(createProofKey().verifier).not.toBe(verifier);
  });
});

describe('authorizationUrl', () => {
  const request = { clientId: 'me & you', redirectUri, state: 'a=b', challenge: 'c' };

  it('keeps the query of the address and adds what RFC 6749 and 7636 ask for', () => {
    const facts = factsOf({
      tokenUrl: 'https://a.example/token',
      authorizeUrl: 'https://a.example/go?tenant=7',
      scopes: ['r', 'w'],
      scopeSeparator: ',',
    });

    const { searchParams, pathname } = new URL(authorizationUrl(facts, request));

    expect(pathname).toBe('/go');
    expect(Object.fromEntries(searchParams)).toEqual({
      tenant: '7',
      response_type: 'code',
      client_id: 'me & you',
      redirect_uri: redirectUri,
      scope: 'r,w',
      state: 'a=b',
      code_challenge: 'c',
      code_challenge_method: 'S256',
    });
  });

  it('is not to be had for an application without an authorizeUrl', () => {
    expect(() => authorizationUrl(factsOf({ tokenUrl: 'https://a.example/token' }), request)).toThrow(/gives no authorizeUrl/);
  });
});

describe('a sign-in at the demo shop', () => {
  let shop: DemoShop;
  beforeAll(async () => {
    shop = await startDemoShop();
  });
  afterAll(() => shop.close());

  /** Goes to the consent page and presses "Allow", as a user's browser would. */
  async function allow(url: string): Promise<string> {
    const { searchParams, origin, pathname } = new URL(url);
    const body = new URLSearchParams([...searchParams, ['allowed', 'true']]);
    const answer = await fetch(origin + pathname, { method: 'POST', body, redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('state-1');
    return back.searchParams.get('code') ?? '';
  }

  function open() {
    const facts = factsOf({
      tokenUrl: `${shop.url}/oauth/token`,
      authorizeUrl: `${shop.url}/oauth/authorize`,
      revokeUrl: `${shop.url}/oauth/revoke`,
      scopes: ['orders:read'],
    });
    const { clientId, clientSecret } = shop;
    const endpoint = new TokenEndpoint(
      facts,
      { clientId, clientSecret },
      new EgressGuard([`127.0.0.1:${shop.port}`]),
      new Redactor(),
    );
    const key = createProofKey();
    return { endpoint, key, url: authorizationUrl(facts, { clientId, redirectUri, state: 'state-1', challenge: key.challenge }) };
  }

  it('ends in tokens that work, and can be renewed', async () => {
    const { endpoint, key, url } = open();

    const tokens = await endpoint.exchange({ code: await allow(url), redirectUri, verifier: key.verifier });
    const renewed = await endpoint.request(tokens.refreshToken);

    const { status } = await fetch(`${shop.url}/api/orders?limit=1`, {
      headers: { authorization: `Bearer ${renewed.accessToken}` },
    });
    expect(status).toBe(200);
    expect(renewed.refreshToken).not.toBe(tokens.refreshToken);
  });

  it.each([
    ['the verifier of another sign-in', { verifier: createProofKey().verifier }],
    ['another redirect address', { redirectUri: 'http://127.0.0.1:9/elsewhere' }],
    ['a code that was never given', { code: 'made-up' }],
  ])('gives nothing for %s', async (_what, wrong) => {
    const { endpoint, key, url } = open();

    const exchange = endpoint.exchange({ code: await allow(url), redirectUri, verifier: key.verifier, ...wrong });

    await expect(exchange).rejects.toMatchObject({ code: 'sign_in_failed', message: expect.stringContaining('sign in again') });
  });

  it('gives nothing for a code that was used', async () => {
    const { endpoint, key, url } = open();
    const code = await allow(url);
    await endpoint.exchange({ code, redirectUri, verifier: key.verifier });

    await expect(endpoint.exchange({ code, redirectUri, verifier: key.verifier })).rejects.toMatchObject({
      code: 'sign_in_failed',
    });
  });

  it('ends where its tokens are given back, the access token with the refresh token', async () => {
    const { endpoint, key, url } = open();
    const tokens = await endpoint.exchange({ code: await allow(url), redirectUri, verifier: key.verifier });

    await endpoint.revoke(tokens);

    const headers = { authorization: `Bearer ${tokens.accessToken}` };
    expect((await fetch(`${shop.url}/api/orders?limit=1`, { headers })).status).toBe(401);
    await expect(endpoint.request(tokens.refreshToken)).rejects.toMatchObject({ code: 'sign_in_failed', needsUser: true });
  });

  it('can give back an access token that came without a refresh token', async () => {
    const accessToken = shop.issueToken();
    await open().endpoint.revoke({ accessToken, issuedAt: Date.now() });
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await fetch(`${shop.url}/api/orders?limit=1`, { headers })).status).toBe(401);
  });

  it('says so where its tokens are not taken back', async () => {
    const fault = shop.fail({ path: '/oauth/revoke', status: 503 });
    await expect(open().endpoint.revoke({ accessToken: 'any', issuedAt: Date.now() })).rejects.toMatchObject({ retryable: true });
    fault.remove();
  });
});
