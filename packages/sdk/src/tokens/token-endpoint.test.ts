import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { sendJson, startServer, startSocketServer } from '../../test/local-server.ts';
import { type OAuth2Options, oauth2, type TokenSet } from '../application/authentication.ts';
import { get } from '../http/request.ts';
import { memoryTokenStore, type SharedTokenStore, type TokenStore } from './access-tokens.ts';

type TokenAnswer = Parameters<typeof startServer>[0];

const clientSecret = 'canary-client-secret';
const issue =
  (tokens: object): TokenAnswer =>
  (_request, response) =>
    sendJson(response, tokens);

/** An API that takes the tokens its own endpoint gives, unless `refuses` says otherwise, and a connection to it. */
async function startShop(
  answer: TokenAnswer,
  options: Partial<OAuth2Options> = {},
  tokenStore: TokenStore | SharedTokenStore = memoryTokenStore(),
) {
  let refuses = (_authorization: string) => false;
  const server = await startServer((request, response) => {
    if (request.path.startsWith('/token')) return answer(request, response);
    const authorization = String(request.headers.authorization);
    sendJson(response, { authorization }, refuses(authorization) ? 401 : 200);
  });
  const authentication = oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token`, ...options });
  const { client } = connectTo(server, { api: { authentication }, credentials: { clientId: 'id', clientSecret }, tokenStore });
  return {
    client,
    tokenRequests: () => server.received.filter(({ path }) => path.startsWith('/token')),
    callsWith: () => server.received.filter(({ path }) => path === '/orders').map(({ headers }) => headers.authorization),
    order: () => server.received.map(({ path }) => path),
    refuse: (predicate: typeof refuses) => {
      refuses = predicate;
    },
    call: (options: Parameters<typeof scope>[0] = {}) => client.send(get('/orders'), scope(options)),
  };
}

function stored(tokens: Partial<TokenSet> & { readonly livesSeconds?: number }): TokenSet {
  const { livesSeconds, ...rest } = tokens;
  const now = Date.now();
  return {
    accessToken: 'stored-token',
    issuedAt: now - 3_600_000,
    ...(livesSeconds !== undefined && { expiresAt: now + livesSeconds * 1000 }),
    ...rest,
  };
}

describe('a token request', () => {
  it('identifies the client by Basic credentials and asks for the scopes', async () => {
    const shop = await startShop(issue({ access_token: 't1', expires_in: 3600 }), { scopes: ['orders:read', 'orders:write'] });
    await shop.call();
    const [request] = shop.tokenRequests();
    expect(request).toMatchObject({ method: 'POST', body: 'grant_type=client_credentials&scope=orders%3Aread%20orders%3Awrite' });
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`id:${clientSecret}`).toString('base64')}`);
    expect(shop.callsWith()).toEqual(['Bearer t1']);
  });

  it('identifies the client in the body where the service wants that, and joins scopes its way', async () => {
    const shop = await startShop(issue({ access_token: 't1' }), {
      clientAuthentication: 'body',
      scopes: ['a', 'b'],
      scopeSeparator: ',',
    });
    await shop.call();
    const [request] = shop.tokenRequests();
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'a,b',
      client_id: 'id',
      client_secret: clientSecret,
    });
    expect(request?.headers.authorization).toBeUndefined();
  });

  it('keeps the query of the address', async () => {
    const server = await startServer((_request, response) => sendJson(response, { access_token: 't1' }));
    const authentication = oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token?tenant=a%20b` });
    const { client } = connectTo(server, { api: { authentication }, credentials: { clientId: 'id', clientSecret } });
    await client.test(scope());
    expect(server.received.map(({ path }) => path)).toEqual(['/token?tenant=a%20b']);
  });

  it('renews by refresh token', async () => {
    const store = memoryTokenStore(stored({ refreshToken: 'r1', livesSeconds: -1 }));
    const shop = await startShop(issue({ access_token: 't2', refresh_token: 'r2' }), { grant: 'authorizationCode' }, store);
    await shop.call();
    expect(shop.tokenRequests()[0]?.body).toBe('grant_type=refresh_token&refresh_token=r1');
    expect(shop.callsWith()).toEqual(['Bearer t2']);
    expect(await store.load()).toMatchObject({ accessToken: 't2', refreshToken: 'r2' });
  });

  it.each([[{}], [{ refresh_token: null }]])('keeps the refresh token where the answer holds %j', async (rest) => {
    const store = memoryTokenStore(stored({ refreshToken: 'r1', livesSeconds: -1 }));
    const shop = await startShop(issue({ access_token: 't2', ...rest }), { grant: 'authorizationCode' }, store);
    await shop.call();
    expect(await store.load()).toMatchObject({ accessToken: 't2', refreshToken: 'r1' });
  });

  it.each([
    ['the scope that was granted where the answer names none', {}, 'orders:read'],
    ['the scope of the answer', { scope: 'orders:write' }, 'orders:write'],
  ])('keeps %s', async (_what, rest, scope) => {
    const store = memoryTokenStore(stored({ refreshToken: 'r1', scope: 'orders:read', livesSeconds: -1 }));
    const shop = await startShop(issue({ access_token: 't2', ...rest }), { grant: 'authorizationCode' }, store);
    await shop.call();
    expect(await store.load()).toMatchObject({ accessToken: 't2', scope });
  });

  it('needs no refresh token where the client has credentials of its own', async () => {
    const store = memoryTokenStore(stored({ refreshToken: 'r1', livesSeconds: -1 }));
    const shop = await startShop(issue({ access_token: 't2' }), {}, store);
    await shop.call();
    expect(shop.tokenRequests()[0]?.body).toBe('grant_type=client_credentials');
  });

  it('is not made where nobody has signed in', async () => {
    const shop = await startShop(issue({ access_token: 't1' }), { grant: 'authorizationCode' });
    await expect(shop.call()).rejects.toMatchObject({ code: 'sign_in_failed', retryable: false });
    expect(shop.order()).toEqual([]);
  });

  it('holds a caller no longer than the caller waits', async () => {
    const { promise: bothGone, resolve: answer } = Promise.withResolvers<void>();
    const shop = await startShop(async (_request, response) => {
      await bothGone;
      sendJson(response, { access_token: 't1' });
    });
    const impatient = shop.call({ timeoutMs: 80 });
    const cancelled = shop.call({ signal: AbortSignal.timeout(80) });
    const patient = shop.call();
    await expect(impatient).rejects.toMatchObject({ code: 'timeout', retryable: true });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    answer();
    await patient;
    expect(shop.tokenRequests()).toHaveLength(1);
  });
});

describe('an answer of the token endpoint', () => {
  it.each([
    ['a lifetime', 3600, 3600],
    ['a lifetime in text', '3600', 3600],
    ['no lifetime', undefined, undefined],
    ['a lifetime of 0, which stands for none', 0, undefined],
    ['null', null, undefined],
  ])('may hold %s', async (_what, expires_in, livesSeconds) => {
    const store = memoryTokenStore();
    const shop = await startShop(issue({ access_token: 't1', expires_in, scope: null }), {}, store);
    await shop.call();
    const tokens = await store.load();
    expect(tokens?.expiresAt === undefined ? undefined : (tokens.expiresAt - tokens.issuedAt) / 1000).toBe(livesSeconds);
    expect(Math.abs(Date.now() - (tokens?.issuedAt ?? 0))).toBeLessThan(5000);
  });

  it.each<[string, unknown]>([
    ['a negative lifetime', { access_token: 'canary-token', expires_in: -1 }],
    ['a lifetime of 30,000 years', { access_token: 'canary-token', expires_in: 1e12 }],
    ['a lifetime in words', { access_token: 'canary-token', expires_in: 'soon' }],
    ['a lifetime of an odd type', { access_token: 'canary-token', expires_in: [5] }],
    ['a lifetime that is true', { access_token: 'canary-token', expires_in: true }],
    ['no token', { expires_in: 3600, secret: 'canary' }],
    ['an empty token', { access_token: '' }],
    ['a token of an odd type', { access_token: { canary: 1 } }],
    ['a token that no header can hold', { access_token: 'canary\r\nx: y' }],
    ['a list', ['canary']],
    ['a text', 'canary'],
    ['nothing', null],
    ['a number', 7],
  ])('that holds %s gives a SignInError and no token', async (_what, answer) => {
    const store = memoryTokenStore();
    const shop = await startShop((_request, response) => sendJson(response, answer), {}, store);
    const error = await shop.call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed', retryable: false });
    expect(JSON.stringify(error)).not.toContain('canary');
    expect(await store.load()).toBeUndefined();
    expect(shop.callsWith()).toEqual([]);
  });

  it.each<[string, TokenAnswer, object]>([
    [
      'an HTML page',
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>canary'),
      { code: 'malformed_response' },
    ],
    [
      'broken JSON',
      (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"canary'),
      { code: 'malformed_response' },
    ],
    ['no body', (_request, response) => response.writeHead(204).end(), { retryable: expect.any(Boolean) }],
    [
      '5 MB',
      (_request, response) => sendJson(response, { access_token: 'canary'.repeat(900_000) }),
      { code: 'network', message: expect.stringContaining('far more than a token') },
    ],
    [
      'an endless body',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write('canary'.repeat(10_000)), 1);
        response.on('close', () => clearInterval(drip));
      },
      { code: 'network', message: expect.stringContaining('far more than a token') },
    ],
    [
      'invalid_grant',
      (_request, response) => sendJson(response, { error: 'invalid_grant', error_description: 'Expired' }, 400),
      { code: 'sign_in_failed', status: 400, message: expect.stringContaining('(invalid_grant: Expired)') },
    ],
    [
      'invalid_client',
      (_request, response) => sendJson(response, { error: 'invalid_client' }, 401),
      { code: 'sign_in_failed', status: 401 },
    ],
    [
      '403 and HTML',
      (_request, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('canary'),
      { code: 'malformed_response', retryable: true },
    ],
    ['429', (_request, response) => sendJson(response, {}, 429), { code: 'service_unavailable', status: 429, retryable: true }],
    [
      '500',
      (_request, response) => sendJson(response, { error: 'canary' }, 500),
      { code: 'service_unavailable', status: 500, retryable: true },
    ],
    [
      '503 and HTML',
      (_request, response) => response.writeHead(503).end('canary'),
      { code: 'malformed_response', retryable: true },
    ],
    ['a dropped connection', (_request, response) => response.destroy(), { code: 'network', retryable: true }],
    [
      'its own secret',
      ({ headers, body }, response) =>
        sendJson(response, { error: 'invalid_client', error_description: `${headers.authorization} ${body}` }, 401),
      { code: 'sign_in_failed' },
    ],
  ])('that is %s gives a typed error without secrets', async (_what, answer, expected) => {
    const shop = await startShop(answer);
    const error = await shop.call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: expect.stringMatching(/Error$/), code: expect.any(String), ...expected });
    const shown = JSON.stringify(error);
    expect(shown).not.toContain(clientSecret);
    expect(shown).not.toContain(Buffer.from(`id:${clientSecret}`).toString('base64').slice(4, -4));
    expect(shop.callsWith()).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('that redirects (%d) is not followed', async (status) => {
    const other = await startServer((_request, response) => sendJson(response, { access_token: 'canary' }));
    const shop = await startShop((_request, response) => sendJson(response, {}, status, { location: `${other.url}/token` }));
    await expect(shop.call()).rejects.toMatchObject({ code: expect.stringMatching(/^(sign_in_failed|malformed_response)$/) });
    expect(other.contacts).toBe(0);
  });

  it('hides the refresh token that it quotes', async () => {
    const store = memoryTokenStore(stored({ refreshToken: 'canary-refresh', livesSeconds: -1 }));
    const shop = await startShop(
      ({ body }, response) => sendJson(response, { error: 'invalid_grant', error_description: body }, 400),
      { grant: 'authorizationCode' },
      store,
    );
    const error = await shop.call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('that is not there at all gives a NetworkError', async () => {
    const silent = await startSocketServer((socket) => socket.destroy());
    const authentication = oauth2({ grant: 'clientCredentials', tokenUrl: `${silent.url}/token` });
    const { client } = connectTo(silent, { api: { authentication }, credentials: { clientId: 'id', clientSecret } });
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'network', retryable: true });
  });

  it('does not matter where the credentials cannot be sent', async () => {
    const server = await startServer((_request, response) => response.end());
    const authentication = oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token` });
    const { client } = connectTo(server, { api: { authentication }, credentials: { clientId: 'id', clientSecret: 'canary\n' } });
    const error = await client.send(get('/'), scope()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});

describe('a token that is refused', () => {
  it('is renewed once, and the call is sent again in the same trace', async () => {
    let count = 0;
    const shop = await startShop((_request, response) => sendJson(response, { access_token: `t${++count}`, expires_in: 3600 }));
    shop.refuse((authorization) => authorization === 'Bearer t1');
    await shop.call();
    expect(shop.callsWith()).toEqual(['Bearer t1', 'Bearer t2']);
    expect(shop.order()).toEqual(['/token', '/orders', '/token', '/orders']);
    await shop.call();
    expect(shop.callsWith()).toEqual(['Bearer t1', 'Bearer t2', 'Bearer t2']);
  });

  it('gives a SignInError where the new one is refused too', async () => {
    let count = 0;
    const shop = await startShop((_request, response) => sendJson(response, { access_token: `t${++count}` }));
    shop.refuse(() => true);
    await expect(shop.call()).rejects.toMatchObject({ code: 'sign_in_failed', status: 401, retryable: false });
    expect(shop.callsWith()).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('is renewed once however many callers it was refused to', async () => {
    let count = 0;
    const shop = await startShop(async (_request, response) => {
      await sleep(20);
      sendJson(response, { access_token: `t${++count}` });
    });
    await shop.call();
    shop.refuse((authorization) => authorization === 'Bearer t1');
    await Promise.all(Array.from({ length: 20 }, () => shop.call()));
    expect(shop.tokenRequests()).toHaveLength(2);
  });

  it('is left alone where 401 is a success for the connector', async () => {
    const shop = await startShop(issue({ access_token: 't1' }));
    shop.refuse(() => true);
    const answer = await shop.client.send(get('/orders'), scope(), { success: 401 });
    expect(answer.status).toBe(401);
    expect(shop.tokenRequests()).toHaveLength(1);
  });

  it('is not quoted', async () => {
    const shop = await startShop(issue({ access_token: 'canary-token' }));
    shop.refuse(() => true);
    const error = await shop.call().catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).toContain('answered 401');
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});

describe('50 callers', () => {
  it('with an expired token cause one token request', async () => {
    const store = memoryTokenStore(stored({ livesSeconds: -1 }));
    const shop = await startShop(
      async (_request, response) => {
        await sleep(20);
        sendJson(response, { access_token: 't2', expires_in: 3600 });
      },
      {},
      store,
    );
    await Promise.all(Array.from({ length: 50 }, () => shop.call()));
    expect(shop.tokenRequests()).toHaveLength(1);
    expect(new Set(shop.callsWith())).toEqual(new Set(['Bearer t2']));
  });

  it('all hear of a failure, and the next call tries again', async () => {
    let isBroken = true;
    const shop = await startShop(async (_request, response) => {
      await sleep(20);
      if (isBroken) sendJson(response, {}, 503);
      else sendJson(response, { access_token: 't1' });
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => shop.call()));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(shop.tokenRequests()).toHaveLength(1);
    isBroken = false;
    await shop.call();
    expect(shop.tokenRequests()).toHaveLength(2);
  });
});

describe('the store of tokens', () => {
  it('is read before a request and written before the token is used', async () => {
    const order: string[] = [];
    const inner = memoryTokenStore();
    const store: TokenStore = {
      load: async () => {
        order.push('load');
        return inner.load();
      },
      save: async (tokens) => {
        await sleep(20);
        order.push(`save ${tokens.accessToken}`);
        await inner.save(tokens);
      },
    };
    const shop = await startShop(
      (_request, response) => {
        order.push('request');
        sendJson(response, { access_token: 't1', expires_in: 3600 });
      },
      {},
      store,
    );
    await shop.call();
    await shop.call();
    expect(order).toEqual(['load', 'request', 'save t1']);
  });

  it('may hold a token that another process got', async () => {
    const store = memoryTokenStore(stored({ accessToken: 'of-another-process', livesSeconds: 3600 }));
    const shop = await startShop(issue({ access_token: 't1' }), {}, store);
    await shop.call();
    expect(shop.callsWith()).toEqual(['Bearer of-another-process']);
    await store.save(stored({ accessToken: 'newer', livesSeconds: 3600 }));
    shop.refuse((authorization) => authorization === 'Bearer of-another-process');
    await shop.call();
    expect(shop.callsWith()).toEqual(['Bearer of-another-process', 'Bearer of-another-process', 'Bearer newer']);
    expect(shop.tokenRequests()).toEqual([]);
  });

  it('loses no rotated refresh token when it fails: the next call stores it and asks for no other', async () => {
    const inner = memoryTokenStore(stored({ refreshToken: 'r1', livesSeconds: -1 }));
    let isBroken = true;
    const store: TokenStore = {
      load: inner.load,
      save: async (tokens) => {
        if (isBroken) throw new Error('The disk is full.');
        await inner.save(tokens);
      },
    };
    const shop = await startShop(
      issue({ access_token: 't2', refresh_token: 'r2', expires_in: 3600 }),
      { grant: 'authorizationCode' },
      store,
    );
    await expect(shop.call()).rejects.toThrow('The disk is full.');
    await expect(shop.call()).rejects.toThrow('The disk is full.');
    isBroken = false;
    await shop.call();
    expect(shop.tokenRequests()).toHaveLength(1);
    expect(await store.load()).toMatchObject({ accessToken: 't2', refreshToken: 'r2' });
  });
});

describe('renewal ahead of expiry', () => {
  it.each([
    ['is left alone with six minutes to live', 3600, 360, 'stored-token'],
    ['is renewed in its last five minutes', 3600, 299, 't2'],
    ['is left alone before the last tenth of a short life', 100, 11, 'stored-token'],
    ['is renewed in the last tenth of a short life', 100, 9, 't2'],
    ['is renewed when it has expired', 3600, 0, 't2'],
  ])('a token %s', async (_what, lifetime, left, used) => {
    const store = memoryTokenStore(stored({ issuedAt: Date.now() - (lifetime - left) * 1000, livesSeconds: left }));
    const shop = await startShop(issue({ access_token: 't2', expires_in: 3600 }), {}, store);
    await shop.call();
    expect(shop.callsWith()).toEqual([`Bearer ${used}`]);
  });

  it('uses the old token as long as it lives where the token endpoint is out of order', async () => {
    const store = memoryTokenStore(stored({ livesSeconds: 60 }));
    const shop = await startShop((_request, response) => sendJson(response, {}, 503), {}, store);
    await shop.call();
    expect(shop.callsWith()).toEqual(['Bearer stored-token']);
    shop.refuse(() => true);
    await expect(shop.call()).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  it('does not hide that the sign-in has ended', async () => {
    const store = memoryTokenStore(stored({ livesSeconds: 60, refreshToken: 'r1' }));
    const refused: TokenAnswer = (_request, response) => sendJson(response, { error: 'invalid_grant' }, 400);
    const shop = await startShop(refused, { grant: 'authorizationCode' }, store);
    await expect(shop.call()).rejects.toMatchObject({ code: 'sign_in_failed' });
  });

  it('asks at most twice in a lifetime, whatever the clock says', async () => {
    const shop = await startShop(issue({ access_token: 't1', expires_in: 3600 }));
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (let minute = 0; minute < 60; minute++) {
        vi.setSystemTime(Date.now() + 60_000);
        await shop.call();
      }
    } finally {
      vi.useRealTimers();
    }
    expect(shop.tokenRequests().length).toBeLessThanOrEqual(2);
  });
});

describe('a refused renewal', () => {
  const refuse =
    (error: string, status = 400): TokenAnswer =>
    (_request, response) =>
      sendJson(response, { error }, status);
  const expired = () => memoryTokenStore(stored({ refreshToken: 'r1', livesSeconds: -1 }));

  it('needs the user where the service takes the refresh token no more', async () => {
    const shop = await startShop(refuse('invalid_grant'), { grant: 'authorizationCode' }, expired());
    await expect(shop.call()).rejects.toMatchObject({
      code: 'sign_in_failed',
      needsUser: true,
      message: expect.stringMatching(/\(invalid_grant\)\. Sign in again\.$/),
    });
  });

  it.each(['bad_refresh_token', 'invalid_refresh_token', 'token_expired', 'token_revoked'])(
    'needs the user where the service says %s with the status 200, as GitHub and Slack do',
    async (error) => {
      const shop = await startShop(refuse(error, 200), { grant: 'authorizationCode' }, expired());
      await expect(shop.call()).rejects.toMatchObject({ code: 'sign_in_failed', needsUser: true });
    },
  );

  it.each([
    ['another refusal', refuse('invalid_client', 401), { grant: 'authorizationCode' as const }],
    ['a login of the client itself', refuse('invalid_grant'), {}],
  ])('is one of the credentials for %s', async (_what, answer, options) => {
    const shop = await startShop(answer, options, expired());
    await expect(shop.call()).rejects.toMatchObject({
      code: 'sign_in_failed',
      needsUser: false,
      message: expect.stringContaining('Check the credentials'),
    });
  });

  it('of the client is not asked for again for 15 seconds: each call is told the same', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const answers = [refuse('invalid_client', 401), issue({ access_token: 't2' })];
    const shop = await startShop((request, response) => answers.shift()?.(request, response), {}, expired());
    const first = await shop.call().catch((thrown: unknown) => thrown);
    expect(first).toMatchObject({ code: 'sign_in_failed', needsUser: false });
    vi.setSystemTime(Date.now() + 14_000);
    await expect(shop.call()).rejects.toBe(first);
    expect(shop.tokenRequests()).toHaveLength(1);

    vi.setSystemTime(Date.now() + 1000);
    await shop.call();
    expect(shop.tokenRequests()).toHaveLength(2);
  });

  it('is not repeated with each call while the service is out of order and the old token serves', async () => {
    const store = memoryTokenStore(stored({ refreshToken: 'r1', livesSeconds: 60 }));
    const shop = await startShop(refuse('server_error', 503), { grant: 'authorizationCode' }, store);
    for (let call = 0; call < 5; call++) await shop.call();
    expect(shop.tokenRequests()).toHaveLength(1);
    expect(new Set(shop.callsWith())).toEqual(new Set(['Bearer stored-token']));

    shop.refuse(() => true);
    await expect(shop.call()).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(shop.tokenRequests()).toHaveLength(2);
  });
});

describe('a store that several processes share', () => {
  it('decides who asks, and what the others are given', async () => {
    const good = stored({ accessToken: 'of-another-process', livesSeconds: 3600 });
    const seen: unknown[] = [];
    const store: SharedTokenStore = {
      renew: async ({ isGood, request }) => {
        seen.push(isGood(good), isGood(stored({ livesSeconds: -1 })));
        return isGood(good) ? good : request(stored({ refreshToken: 'r1', livesSeconds: -1 }));
      },
    };
    const shop = await startShop(issue({ access_token: 't2' }), { grant: 'authorizationCode' }, store);

    await shop.call();
    expect(shop.tokenRequests()).toEqual([]);
    shop.refuse((authorization) => authorization === 'Bearer of-another-process');
    await shop.call();

    expect(shop.callsWith()).toEqual(['Bearer of-another-process', 'Bearer of-another-process', 'Bearer t2']);
    expect(shop.tokenRequests()[0]?.body).toContain('refresh_token=r1');
    expect(seen).toEqual([true, false, false, false]);
  });
});

describe('an endpoint that takes its time', () => {
  it('has twelve seconds for all of its answer', async () => {
    const setRealTimeout = setTimeout;
    const pause = () => new Promise((resolve) => setRealTimeout(resolve, 50));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const shop = await startShop(async (_request, response) => {
      await begun;
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"access_token":');
    });
    const call = shop.call({ timeoutMs: 60_000 });
    const refused = expect(call).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining('token endpoint') });
    while (shop.tokenRequests().length === 0) await pause();

    await vi.advanceTimersByTimeAsync(9000);
    begin();
    await pause();
    await vi.advanceTimersByTimeAsync(3000);

    await refused;
  });
});
