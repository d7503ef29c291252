import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testHost } from '../host.test-kit.ts';
import { linkTo, TestBrowser } from './sign-in.test-kit.ts';

const plugins = [
  {
    application: 'shop',
    login: 'oauth1' as const,
    withoutFields: ['token', 'tokenSecret'],
    signIn:
      "oauth1({ requestTokenUrl: settings.url + '/request', authorizeUrl: settings.url + '/authorize', accessTokenUrl: settings.url + '/access' })",
  },
];
const client = { consumerKey: 'consumer', consumerSecret: 'canary-consumer' };

/** A service with a sign-in of OAuth 1.0. Everybody who comes to its page allows it. */
async function startService() {
  const signed: string[] = [];
  const answers: Readonly<Record<string, string>> = {
    '/request': 'oauth_token=r1&oauth_token_secret=canary-r1&oauth_callback_confirmed=true',
    '/access': 'oauth_token=a1&oauth_token_secret=canary-a1',
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://service');
    signed.push(`${pathname} ${request.headers.authorization ?? ''}`);
    response.end(answers[pathname] ?? '{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const parameter = (path: string, name: string) => {
    const header = signed.find((each) => each.startsWith(`${path} `)) ?? '';
    return decodeURIComponent(new RegExp(`${name}="(?<value>[^"]*)"`).exec(header)?.groups?.['value'] ?? '');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, parameter };
}

async function begin() {
  const service = await startService();
  const host = await testHost({ plugins });
  const id = await host.connect('shop', 'main', { url: service.url, ...client });
  const browser = new TestBrowser();
  const address = await browser.begin(await linkTo(host, id));
  return { service, host, id, browser, address, back: new URL(service.parameter('/request', 'oauth_callback')) };
}

describe('A sign-in by OAuth 1.0', () => {
  it('goes through the same links and pages', async () => {
    const { service, host, id, browser, address, back } = await begin();
    expect(address).toBe(`${service.url}/authorize?oauth_token=r1`);
    expect(back.origin + back.pathname).toBe(`${host.host.url}/oauth/callback/shop/${new URL(service.url).host}`);
    back.searchParams.set('oauth_token', 'r1');
    back.searchParams.set('oauth_verifier', 'v1');

    const page = await browser.open(back.href);

    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('is connected') });
    expect([service.parameter('/access', 'oauth_token'), service.parameter('/access', 'oauth_verifier')]).toEqual(['r1', 'v1']);
    expect((await host.ask('GET', `/api/connections/${id}`)).body).toMatchObject({ status: 'ready' });
    await host.call('shop.get', { connection: 'main', input: { path: '/orders' } });
    expect(service.parameter('/orders', 'oauth_token')).toBe('a1');
    expect(host.lines.join('') + page.text).not.toContain('canary');
  });

  it.each([
    ['sign_in_incomplete', { oauth_token: 'r1' }],
    ['sign_in_incomplete', { oauth_token: 'r2', oauth_verifier: 'v1' }],
    ['sign_in_denied', { denied: 'r1' }],
    ['sign_in_denied', { oauth_problem: 'user_refused' }],
  ])('ends with %s for %j', async (code, answer) => {
    const { service, host, id, browser, back } = await begin();
    for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
    expect((await browser.open(back.href)).text).toContain(code);
    expect(service.parameter('/access', 'oauth_token')).toBe('');
    expect((await host.ask('GET', `/api/connections/${id}`)).body).toMatchObject({ status: 'needs_sign_in' });
  });
});
