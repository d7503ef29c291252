import { describe, expect, it } from 'vitest';
import { databases, hostIn, testHost } from '../host.test-kit.ts';
import { newSession, newTenant, newToken } from '../tenants/tenant.test-kit.ts';

type Asking = Pick<Awaited<ReturnType<typeof testHost>>, 'ask'>;

/** The name under which a browser keeps a session of this host. */
function nameAt(url: string): string {
  return `mortise_session_${new URL(url).port}`;
}

/** Asks as a browser does, with the cookie and nothing else. */
function browser({ ask }: Asking, cookie: string, others: Readonly<Record<string, string>> = {}): Asking['ask'] {
  return (method, path, request = {}) => ask(method, path, { ...request, headers: { authorization: '', cookie, ...others } });
}

describe.each(databases)('A session on $engine', ({ open }) => {
  it('begins with a token and tells who it is for; its cookie is out of reach of scripts and of other sites', async () => {
    const host = await testHost(await open());
    const { cookie, csrfToken, attributes } = await newSession(host, host.host.adminToken);
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict', 'Max-Age=604800']);

    const { body } = await browser(host, cookie)('GET', '/api/session');
    expect(body).toMatchObject({ tenant: 'default', role: 'admin', actor: 'administrator', isOperator: true, csrfToken });
    expect((await host.ask('GET', '/api/session')).body).not.toHaveProperty('csrfToken');
  });

  it('changes nothing without what only its own page knows', async () => {
    const host = await testHost(await open());
    const { cookie, csrfToken } = await newSession(host, host.host.adminToken);
    const other = await newSession(host, host.host.adminToken);
    const body = { name: 'Ours', role: 'viewer' };
    const make = (headers: Readonly<Record<string, string>>) => browser(host, cookie, headers)('POST', '/api/tokens', { body });

    for (const given of [{}, { 'x-mortise-csrf': 'guessed' }, { 'x-mortise-csrf': other.csrfToken }])
      expect(await make(given)).toMatchObject({ status: 403, body: { code: 'csrf_refused' } });
    expect((await browser(host, cookie)('GET', '/api/tokens')).body).toEqual([]);
    expect(await make({ 'x-mortise-csrf': csrfToken, origin: 'https://evil.example.com' })).toMatchObject({ status: 403 });
    expect(await make({ 'x-mortise-csrf': csrfToken })).toMatchObject({ status: 201 });
  });

  it('ends when its user leaves', async () => {
    const host = await testHost(await open());
    const { cookie, csrfToken } = await newSession(host, host.host.adminToken);
    const ask = browser(host, cookie, { 'x-mortise-csrf': csrfToken });
    const left = await ask('DELETE', '/api/session');
    expect(left.status).toBe(204);
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await ask('GET', '/api/session')).status).toBe(401);
    expect((await host.ask('GET', '/api/audit')).body).toMatchObject({
      entries: [{ action: 'session.ended', actor: 'administrator' }, { action: 'session.began' }],
    });
  });

  it('does not begin with a wrong token, which the operator finds written down once for many', async () => {
    const host = await testHost(await open());
    for (let guess = 0; guess < 5; guess++) {
      const body = { token: `guess-${guess}` };
      expect((await host.ask('POST', '/api/session', { body, headers: { authorization: '' } })).status).toBe(401);
    }
    const audit = await host.ask('GET', '/api/audit?target=session:none');
    expect(audit.body).toMatchObject({
      entries: [{ action: 'session.refused', actor: 'nobody', detail: { by: 'token', refusedSinceLastEntry: 1 } }],
    });
    expect(audit.text).not.toContain('guess-');
  });

  it('may do what its token may, and ends with it', async () => {
    const host = await testHost(await open());
    const tenant = await newTenant(host, 'Other');
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const token = await newToken(tenant, { role: 'editor', scopes: ['connections'], expiresAt });
    const { cookie } = await newSession(host, token.token);
    const ask = browser(host, cookie);
    expect((await ask('GET', '/api/session')).body).toMatchObject({
      tenant: tenant.id,
      role: 'editor',
      actor: `token:${token.id}`,
      isOperator: false,
      scopes: ['connections'],
      expiresAt,
    });
    expect((await ask('GET', '/api/connections')).status).toBe(200);
    expect((await ask('GET', '/api/actions')).status).toBe(403);
    await tenant.ask('DELETE', `/api/tokens/${token.id}`);
    expect((await ask('GET', '/api/connections')).status).toBe(401);
  });

  it('ends when the host gets another token', async () => {
    const options = await open();
    const { host, project, ask } = await testHost(options);
    const { cookie } = await newSession({ ask }, host.adminToken);
    await host.close();
    const sessionAt = ({ url }: { readonly url: string }) => cookie.replace(nameAt(host.url), nameAt(url));
    const same = await hostIn(project, options);
    expect((await browser(same, sessionAt(same.host))('GET', '/api/session')).status).toBe(200);
    await same.host.close();
    const other = await hostIn(project, { ...options, adminToken: 'another-token-of-the-host' });
    expect((await browser(other, sessionAt(other.host))('GET', '/api/session')).status).toBe(401);
  });
});

describe('A session', () => {
  it('is begun by nobody without a token that is good', async () => {
    const { ask } = await testHost();
    const begin = (body: object, headers = {}) =>
      ask('POST', '/api/session', { body, headers: { authorization: '', ...headers } });
    expect(await begin({ token: 'wrong' })).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect((await begin({ token: 'wrong' })).headers.has('set-cookie')).toBe(false);
    expect(await begin({ token: 'wrong' }, { origin: 'https://evil.example.com' })).toMatchObject({ status: 403 });
  });

  it('does not stand in for a token that is wrong', async () => {
    const host = await testHost();
    const { cookie } = await newSession(host, host.host.adminToken);
    const headers = { cookie, authorization: 'Bearer wrong' };
    expect((await host.ask('GET', '/api/session', { headers })).status).toBe(401);
  });

  it('travels by https only where the host is reached by it', async () => {
    const host = await testHost({ publicUrl: 'https://hub.example.com' });
    const { cookie, attributes } = await newSession(host, host.host.adminToken);
    expect(cookie).toMatch(/^__Host-mortise_session=/);
    expect(attributes).toContain('Secure');
    const { headers, status } = await browser(host, cookie)('GET', '/api/session');
    expect([headers.get('strict-transport-security'), status]).toEqual(['max-age=31536000', 200]);
  });

  it('stays where the same browser signs in to another host on this machine, and out', async () => {
    const [one, two] = [await testHost(), await testHost()];
    const [first, second] = [await newSession(one, one.host.adminToken), await newSession(two, two.host.adminToken)];
    const kept = `${first.cookie}; ${second.cookie}`;
    for (const host of [one, two]) expect((await browser(host, kept)('GET', '/api/session')).status).toBe(200);
    const { headers } = await browser(two, kept, { 'x-mortise-csrf': second.csrfToken })('DELETE', '/api/session');
    expect(headers.get('set-cookie')).toMatch(new RegExp(`^${nameAt(two.host.url)}=;`));
    expect((await browser(one, kept)('GET', '/api/session')).status).toBe(200);
    expect((await one.ask('GET', '/api/openapi.json')).body).toMatchObject({
      components: { securitySchemes: { session: { name: nameAt(one.host.url) } } },
    });
  });
});

describe('The sign-in link', () => {
  it('signs the administrator in, once, and leads to the start page', async () => {
    const host = await testHost();
    const link = host.host.signInLink();
    expect(link.startsWith(`${host.host.url}/signin/`)).toBe(true);
    expect((await fetch(link, { method: 'HEAD', redirect: 'manual' })).headers.has('set-cookie')).toBe(false);

    const answer = await fetch(link, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    const [cookie = ''] = answer.headers.get('set-cookie')?.split(';') ?? [];
    expect((await browser(host, cookie)('GET', '/api/session')).body).toMatchObject({ actor: 'administrator', isOperator: true });

    const again = await fetch(link, { redirect: 'manual' });
    expect(again.status).toBe(404);
    expect(again.headers.has('set-cookie')).toBe(false);
    expect(again.headers.get('content-type')).toContain('text/html');
    expect(await again.text()).toContain('This sign-in link is spent');
    expect((await host.ask('GET', '/api/audit')).body).toMatchObject({
      entries: [
        { action: 'session.refused', detail: { by: 'link' } },
        { action: 'session.began', detail: { by: 'link' } },
      ],
    });
  });

  it('is not opened for a page that reaches the host under a name of its own', async () => {
    const { ask, host } = await testHost();
    const path = new URL(host.signInLink()).pathname;
    expect(await ask('GET', path, { headers: { origin: 'https://evil.example.com' } })).toMatchObject({ status: 403 });
    expect((await fetch(host.url + path, { redirect: 'manual' })).status).toBe(303);
  });
});
