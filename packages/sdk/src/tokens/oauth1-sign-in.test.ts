import { describe, expect, it } from 'vitest';
import { localHttp } from '../../test/local-connection.ts';
import { type Received, startServer } from '../../test/local-server.ts';
import { oauth1 } from '../application/authentication.ts';
import { Redactor } from '../connection/redactor.ts';
import { OAuth1SignIn } from './oauth1-sign-in.ts';

const credentials = { consumerKey: 'consumer', consumerSecret: 'canary-consumer-secret' };
const redirectUri = 'https://host.example.com/oauth/callback?state=a b';

type Answer = readonly [status: number, body: string];

async function startService(answers: { readonly request?: Answer; readonly access?: Answer } = {}) {
  const { request = [200, 'oauth_token=r1&oauth_token_secret=canary-r1&oauth_callback_confirmed=true'], access } = answers;
  const [status, body] = access ?? [200, 'oauth_token=a1&oauth_token_secret=canary-a1&user_id=7\n'];
  const server = await startServer(({ path }, response) =>
    path === '/request' ? response.writeHead(request[0]).end(request[1]) : response.writeHead(status).end(body),
  );
  const authentication = oauth1({
    requestTokenUrl: `${server.url}/request`,
    authorizeUrl: `${server.url}/authorize?lang=en`,
    accessTokenUrl: `${server.url}/access`,
  });
  if (authentication.kind !== 'oauth1') return expect.fail('oauth1() gives facts of OAuth 1.0');
  return { server, signIn: new OAuth1SignIn(authentication, credentials, localHttp(), new Redactor()) };
}

function parameter({ headers }: Received, name: string): string | undefined {
  const value = new RegExp(`${name}="(?<value>[^"]*)"`).exec(String(headers.authorization))?.groups?.['value'];
  return value === undefined ? undefined : decodeURIComponent(value);
}

describe('a sign-in by OAuth 1.0', () => {
  it('asks for a token, sends the browser on with it, and exchanges it', async () => {
    const { server, signIn } = await startService();

    const requestToken = await signIn.requestToken(redirectUri);
    const url = new URL(signIn.authorizationUrl(requestToken.token));
    const tokens = await signIn.accessToken({ ...requestToken, verifier: 'v1' });

    expect(requestToken).toEqual({ token: 'r1', tokenSecret: 'canary-r1' });
    expect(`${url.pathname}${url.search}`).toBe('/authorize?lang=en&oauth_token=r1');
    expect(tokens).toEqual({ accessToken: 'a1', tokenSecret: 'canary-a1', issuedAt: expect.any(Number) });
    const [first, second] = server.received;
    if (!first || !second) return expect.fail('Two requests are sent.');
    expect(first.method).toBe('POST');
    expect(parameter(first, 'oauth_callback')).toBe(redirectUri);
    expect(parameter(first, 'oauth_token')).toBeUndefined();
    expect(parameter(second, 'oauth_token')).toBe('r1');
    expect(parameter(second, 'oauth_verifier')).toBe('v1');
  });

  it.each<[string, Answer, object]>([
    ['a callback that is not confirmed', [200, 'oauth_token=r1&oauth_token_secret=s'], { code: 'sign_in_failed' }],
    ['HTML', [200, '<html>canary-consumer-secret'], { code: 'sign_in_failed' }],
    ['a refusal', [401, 'Invalid: canary-consumer-secret'], { code: 'sign_in_failed', status: 401 }],
    ['a bad request', [400, 'oauth_problem=timestamp_refused'], { code: 'sign_in_failed', status: 400 }],
    ['a redirect', [302, ''], { code: 'sign_in_failed' }],
    ['an outage', [503, ''], { code: 'service_unavailable', retryable: true }],
  ])('ends with a typed error for %s', async (_what, request, expected) => {
    const { signIn } = await startService({ request });
    const error = await signIn.requestToken(redirectUri).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(expected);
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('shows no secret that the second answer quotes', async () => {
    const { signIn } = await startService({ access: [403, 'canary-r1 canary-v1'] });
    const requestToken = await signIn.requestToken(redirectUri);
    const error = await signIn.accessToken({ ...requestToken, verifier: 'canary-v1' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed', status: 403 });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('is not to be had without its addresses', async () => {
    const authentication = oauth1();
    if (authentication.kind !== 'oauth1') return expect.fail('oauth1() gives facts of OAuth 1.0');
    const signIn = new OAuth1SignIn(authentication, credentials, localHttp(), new Redactor());
    await expect(signIn.requestToken(redirectUri)).rejects.toThrow(/gives no requestTokenUrl/);
    expect(() => signIn.authorizationUrl('r1')).toThrow(/gives no authorizeUrl/);
  });
});
