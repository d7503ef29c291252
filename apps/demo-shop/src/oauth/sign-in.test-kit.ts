import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { send } from '../caller.test-kit.ts';
import type { DemoShop } from '../index.ts';

export const redirectUri = 'http://127.0.0.1:9/callback';

const TokenAnswer = z.object({ access_token: z.string(), refresh_token: z.string() });

/** A valid authorization request and the verifier that belongs to it. */
export function authorizeRequest({ clientId }: DemoShop) {
  const verifier = randomBytes(32).toString('base64url');
  const request = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'orders:read',
    state: 'a state & more',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  return { request, verifier };
}

/** Presses a button of the consent page; the answer is the URL to which the browser is sent. */
export async function decide({ url }: DemoShop, request: Record<string, string>, allowed: 'true' | 'false') {
  const body = new URLSearchParams({ ...request, allowed });
  const { headers } = await send(`${url}/oauth/authorize`, { method: 'POST', body });
  return new URL(headers.get('location') ?? '');
}

export function basic({ clientId, clientSecret }: DemoShop, secret = clientSecret) {
  return { authorization: `Basic ${btoa(`${clientId}:${secret}`)}` };
}

/** Posts a form to the token endpoint, with the client in a Basic header unless told otherwise. */
export function requestToken(shop: DemoShop, form: Record<string, string>, headers: Record<string, string> = basic(shop)) {
  return send(`${shop.url}/oauth/token`, { method: 'POST', headers, body: new URLSearchParams(form) });
}

/** Signs in up to the code; what comes back is the form of the token request. */
export async function codeForm(shop: DemoShop) {
  const { request, verifier } = authorizeRequest(shop);
  const { searchParams } = await decide(shop, request, 'true');
  const code = searchParams.get('code') ?? '';
  return { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
}

/** Signs in to the end. */
export async function signIn(shop: DemoShop) {
  const { body } = await requestToken(shop, await codeForm(shop));
  return tokensIn(body);
}

export function refresh(shop: DemoShop, refreshToken: string) {
  return requestToken(shop, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

export function tokensIn(body: unknown) {
  const { access_token: accessToken, refresh_token: refreshToken } = TokenAnswer.parse(body);
  return { accessToken, refreshToken };
}
