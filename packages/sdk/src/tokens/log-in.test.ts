import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectTo, scope } from '../../test/local-connection.ts';
import { sendJson, startServer } from '../../test/local-server.ts';
import { type CustomLoginOptions, customLogin, type TokenSet } from '../application/authentication.ts';
import { number, secret, text } from '../application/form.ts';
import { get } from '../http/request.ts';
import { memoryTokenStore, type TokenStore } from './access-tokens.ts';

const fields = z.object({
  user: text('User name'),
  password: secret('Password'),
  company: text('Company', { optional: true }),
  year: number('Year', { optional: true }),
});
const credentials = { user: 'ada', password: 'canary-password' };
const request = { method: 'POST', path: '/login', form: { user: '{user}', password: '{password}' } } as const;

type LoginAnswer = Parameters<typeof startServer>[0];
interface Options {
  readonly login?: Partial<CustomLoginOptions>;
  readonly credentials?: Record<string, unknown>;
  readonly tokenStore?: TokenStore;
}

/** An API with a login of its own, and a connection to it. */
async function startShop(answer: LoginAnswer, { login, tokenStore = memoryTokenStore(), ...rest }: Options = {}) {
  let refuses = (_token: string) => false;
  const server = await startServer((received, response) => {
    if (received.path.startsWith('/login')) return answer(received, response);
    const token = String(received.headers.authorization ?? received.headers['cookie'] ?? received.path);
    sendJson(response, {}, refuses(token) ? 401 : 200);
  });
  const authentication = customLogin({ fields, request, token: 'token', ...login });
  const { client } = connectTo(server, { api: { authentication }, credentials: rest.credentials ?? credentials, tokenStore });
  return {
    client,
    server,
    logins: () => server.received.filter(({ path }) => path.startsWith('/login')),
    calls: () => server.received.filter(({ path }) => path.startsWith('/orders')),
    refuse: (predicate: typeof refuses) => {
      refuses = predicate;
    },
    call: () => client.send(get('/orders'), scope()),
  };
}

const give =
  (body: unknown, headers: Record<string, string> = {}): LoginAnswer =>
  (_received, response) =>
    sendJson(response, body, 200, headers);

describe('a login of the service’s own', () => {
  it('sends what was filled in, and calls carry the token', async () => {
    const shop = await startShop(give({ token: 't1' }));
    await shop.call();
    await shop.call();
    expect(shop.logins().map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/login', 'user=ada&password=canary-password'],
    ]);
    expect(shop.logins()[0]?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(shop.calls().map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t1']);
  });

  it.each<[string, Partial<CustomLoginOptions>, LoginAnswer, object]>([
    ['in JSON', { token: 'data.0.token' }, give({ data: [{ token: 't1' }] }), { authorization: 'Bearer t1' }],
    ['in a header', { token: { header: 'X-Auth' } }, give({}, { 'x-auth': 't1' }), { authorization: 'Bearer t1' }],
    [
      'in a cookie among others',
      { token: { cookie: 'SESSION' }, send: { header: 'Cookie', prefix: 'SESSION=' } },
      (_received, response) => {
        const expires = 'Expires=Wed, 21 Oct 2099 07:28:00 GMT';
        response.setHeader('set-cookie', [
          `OLD_SESSION=no; ${expires}`,
          'SESSION=; Path=/x',
          `SESSION=t1==; ${expires}; HttpOnly`,
        ]);
        response.writeHead(302, { location: '/welcome' }).end();
      },
      { cookie: 'SESSION=t1==' },
    ],
    ['under a header of its own', { send: { header: 'X-Token' } }, give({ token: 't1' }), { 'x-token': 't1' }],
  ])('finds the token %s', async (_what, login, answer, expected) => {
    const shop = await startShop(answer, { login });
    await shop.call();
    expect(shop.calls().map(({ headers }) => headers)).toMatchObject([expected]);
  });

  it('sends the token in the query on demand', async () => {
    const shop = await startShop(give({ token: 't 1' }), { login: { send: { query: 'sid' } } });
    await shop.call();
    expect(shop.calls().map(({ path }) => path)).toEqual(['/orders?sid=t%201']);
  });

  it('logs in where nothing else can be tested', async () => {
    const shop = await startShop(give({ token: 't1' }));
    await shop.client.test(scope());
    expect(shop.logins()).toHaveLength(1);
  });
});

describe('what was filled in', () => {
  const nasty = { user: 'a"b\\c', password: '","admin":true,"x":"\r\nX-Evil: 1&user=root {user}%00é' };

  it('stays a value in JSON, and keeps its type where it stands alone', async () => {
    const json = {
      auth: { user: '{user}', key: 'pre {password} post', year: '{year}', company: '{company}' },
      list: ['{user}', 1],
    };
    const shop = await startShop(give({ token: 't1' }), {
      login: { request: { method: 'POST', path: '/login', json } },
      credentials: { ...nasty, year: 2026 },
    });
    await shop.call();
    expect(JSON.parse(shop.logins()[0]?.body ?? '')).toEqual({
      auth: { user: nasty.user, key: `pre ${nasty.password} post`, year: 2026 },
      list: [nasty.user, 1],
    });
  });

  it('stays a value in a form, a query and a path', async () => {
    const shop = await startShop(give({ token: 't1' }), {
      login: { request: { ...request, path: '/login/{user}?fixed=1', query: { key: '{password}', company: '{company}' } } },
      credentials: nasty,
    });
    await shop.call();
    const [login] = shop.logins();
    const url = new URL(login?.path ?? '', 'http://x');
    expect(url.pathname).toBe('/login/a%22b%5Cc');
    expect([...url.searchParams]).toEqual([
      ['fixed', '1'],
      ['key', nasty.password],
    ]);
    expect([...new URLSearchParams(login?.body)]).toEqual([
      ['user', nasty.user],
      ['password', nasty.password],
    ]);
  });

  it('goes into Basic credentials and headers', async () => {
    const shop = await startShop(give({ token: 't1' }), {
      login: {
        request: {
          method: 'GET',
          path: '/login',
          basic: { username: '{company}\\{user}', password: '{password}' },
          headers: { 'x-user': 'user {user}', 'x-company': '{company}' },
        },
      },
      credentials: { ...credentials, company: 'acme' },
    });
    await shop.call();
    const [login] = shop.logins();
    expect(login?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('acme\\ada:canary-password').toString('base64')}`,
      'x-user': 'user ada',
      'x-company': 'acme',
    });
  });

  it.each(['a\r\nx-evil: 1', 'a\0b', 'é'])('is refused in a header where it cannot stand there: %j', async (password) => {
    const login = { request: { method: 'GET', path: '/login', headers: { 'x-key': '{password}' } } } as const;
    const shop = await startShop(give({ token: 't1' }), { login, credentials: { user: 'ada', password: `canary${password}` } });
    const error = await shop.call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_settings', path: 'password' });
    expect(JSON.stringify(error)).not.toContain('canary');
    expect(shop.server.contacts).toBe(0);
  });

  it.each(['..', '.', ''])('is refused in a path that it would change: %j', async (user) => {
    const login = { request: { ...request, path: '/login/{user}' } };
    const shop = await startShop(give({ token: 't1' }), { login, credentials: { user, password: 'p' } });
    await expect(shop.call()).rejects.toMatchObject({ code: 'invalid_settings', path: 'user' });
    expect(shop.server.contacts).toBe(0);
  });

  it('does not lead to a host that is not declared', async () => {
    const other = await startServer((_received, response) => sendJson(response, { token: 't1' }));
    const login = { request: { ...request, path: `${other.url}/login` } };
    await expect(startShop(give({}), { login })).rejects.toMatchObject({ code: 'host_not_declared' });
    expect(other.contacts).toBe(0);
  });
});

describe('the token of a login', () => {
  const stored = (livesSeconds: number): TokenSet => ({
    accessToken: 'stored',
    issuedAt: Date.now() - 3_600_000,
    expiresAt: Date.now() + livesSeconds * 1000,
  });

  it.each<[string, unknown, string | number, number]>([
    ['seconds', { token: 't1' }, 900, 900],
    ['a field', { token: 't1', data: { ttl: 60 } }, 'data.ttl', 60],
    ['a field with text', { token: 't1', ttl: '60' }, 'ttl', 60],
  ])('lives as long as %s tell', async (_what, body, expiresIn, expected) => {
    const tokenStore = memoryTokenStore();
    const shop = await startShop(give(body), { login: { expiresIn }, tokenStore });
    await shop.call();
    const { issuedAt = 0, expiresAt = 0 } = (await tokenStore.load()) ?? {};
    expect(expiresAt - issuedAt).toBe(expected * 1000);
  });

  it.each<[string, unknown, number]>([
    ['ISO 8601', '2099-10-21T07:28:00Z', Date.UTC(2099, 9, 21, 7, 28)],
    ['ISO 8601 with a zone', '2099-10-21T09:28:00.500+02:00', Date.UTC(2099, 9, 21, 7, 28, 0, 500)],
    ['a date and a time without a zone', '2099-10-21 07:28:00', Date.UTC(2099, 9, 21, 7, 28)],
    ['seconds since 1970', 4096337280, 4096337280000],
    ['seconds in text', '4096337280', 4096337280000],
    ['milliseconds since 1970', 4096337280500, 4096337280500],
  ])('lives until a time that is given as %s', async (_what, expiry, expected) => {
    const tokenStore = memoryTokenStore();
    const shop = await startShop(give({ token: 't1', expiry }), { login: { expiresAt: 'expiry' }, tokenStore });
    await shop.call();
    expect(await tokenStore.load()).toMatchObject({ accessToken: 't1', expiresAt: expected });
  });

  it.each<Partial<CustomLoginOptions>>([{ expiresIn: 'life' }, { expiresAt: 'life' }])(
    'lives until it is refused where its life is 0, null, empty or absent: %j',
    async (login) => {
      for (const life of [0, null, '', undefined]) {
        const tokenStore = memoryTokenStore();
        const shop = await startShop(give({ token: 't1', life }), { login, tokenStore });
        await shop.call();
        await shop.call();
        expect(shop.logins()).toHaveLength(1);
        expect(Object.keys((await tokenStore.load()) ?? {})).not.toContain('expiresAt');
      }
    },
  );

  it('may be a number, a long one too', async () => {
    const long: LoginAnswer = (_received, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":12345678901234567890}');
    const shops = [await startShop(give({ token: 51 })), await startShop(long)];
    for (const shop of shops) await shop.call();
    expect(shops.flatMap((shop) => shop.calls().map(({ headers }) => headers.authorization))).toEqual([
      'Bearer 51',
      'Bearer 12345678901234567890',
    ]);
  });

  it.each<[Partial<CustomLoginOptions>, unknown, string]>([
    [{ expiresIn: 'life' }, -5, 'lifetime'],
    [{ expiresAt: 'life' }, 'canary', 'lifetime'],
    [{ expiresAt: 'life' }, '2020-01-01T00:00:00Z', 'has expired already'],
  ])('is not taken with a lifetime that is none: %j %j', async (login, life, message) => {
    const shop = await startShop(give({ token: 'canary', life }), { login });
    const error = await shop.call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed', message: expect.stringContaining(message) });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('is renewed once for all callers, ahead of its expiry', async () => {
    const answer: LoginAnswer = async (_received, response) => {
      await sleep(20);
      sendJson(response, { token: 't2' });
    };
    const shop = await startShop(answer, { login: { expiresIn: 3600 }, tokenStore: memoryTokenStore(stored(200)) });
    await Promise.all(Array.from({ length: 20 }, () => shop.call()));
    expect(shop.logins()).toHaveLength(1);
    expect(new Set(shop.calls().map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer t2']));
  });

  it('is renewed once where it is refused', async () => {
    let count = 0;
    const shop = await startShop((_received, response) => sendJson(response, { token: `t${++count}` }));
    shop.refuse((token) => token === 'Bearer t1');
    await shop.call();
    expect(shop.calls().map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
    shop.refuse(() => true);
    await expect(shop.call()).rejects.toMatchObject({ code: 'sign_in_failed', status: 401 });
    expect(shop.logins()).toHaveLength(3);
  });

  it('serves until it expires while the login is out of order', async () => {
    const shop = await startShop((_received, response) => sendJson(response, {}, 503), {
      tokenStore: memoryTokenStore(stored(60)),
    });
    await shop.call();
    expect(shop.calls().map(({ headers }) => headers.authorization)).toEqual(['Bearer stored']);
  });
});

describe('a login that fails', () => {
  it.each<[string, LoginAnswer, object]>([
    [
      '401',
      (_received, response) => sendJson(response, { message: 'Wrong password' }, 401),
      { code: 'sign_in_failed', status: 401 },
    ],
    ['400', (_received, response) => sendJson(response, { message: 'No' }, 400), { code: 'sign_in_failed', status: 400 }],
    [
      '429',
      (_received, response) => sendJson(response, {}, 429, { 'retry-after': '7' }),
      { code: 'rate_limit', retryAfterMs: 7000 },
    ],
    ['503', (_received, response) => sendJson(response, {}, 503), { code: 'service_unavailable', retryable: true }],
    ['a dropped connection', (_received, response) => response.destroy(), { code: 'network', retryable: true }],
    [
      'a refusal in the body',
      give({ ok: false, message: 'Locked' }),
      { code: 'sign_in_failed', message: expect.stringContaining('Locked') },
    ],
    ['HTML', (_received, response) => response.writeHead(200).end('<p>'), { code: 'sign_in_failed' }],
    ['a token that is no text', give({ token: true }), { code: 'sign_in_failed' }],
    ['its token at another place', give({ session: { id: 'canary-session' } }), { code: 'sign_in_failed' }],
    ['nothing but a token', give('canary-session'), { code: 'sign_in_failed' }],
    ['a list of tokens', give(['canary-session']), { code: 'sign_in_failed' }],
    [
      'its token in a text',
      (_received, response) => response.writeHead(200).end('sid=canary-session'),
      { code: 'sign_in_failed', message: expect.stringMatching(/gave no token \("token"\)\. Check the credentials/) },
    ],
    ['a token that cannot be sent', give({ token: 'a\r\nb' }), { code: 'sign_in_failed' }],
    ['a redirect', (_received, response) => response.writeHead(302, { location: '/other' }).end(), { code: 'sign_in_failed' }],
    [
      'an echo of the password',
      ({ body }, response) => sendJson(response, { message: `${body} ${Buffer.from(body).toString('base64')}` }, 403),
      { code: 'sign_in_failed', status: 403 },
    ],
  ])('with %s gives a typed error without secrets', async (_what, answer, expected) => {
    const shop = await startShop(answer);
    const error = await shop.call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(expected);
    expect(JSON.stringify(error)).not.toMatch(/canary|Y2FuYXJ5|NhbmFyeS/);
    expect(shop.calls()).toEqual([]);
  });
});
