import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import type { Database } from '../database/tables.ts';
import { databases, testHost } from '../host.test-kit.ts';
import { Identities } from '../security/identities.ts';
import { as, newSession, newTenant, newToken } from '../tenants/tenant.test-kit.ts';

const days = 24 * 60 * 60 * 1000;

describe.each(databases)('An access token on $engine', ({ open }) => {
  it('is shown once, lets its holder in, and says when it was used', async () => {
    const host = await testHost(await open());
    const { token, ...created } = await newToken(host, { name: 'Nightly', role: 'viewer' });
    expect(token).toMatch(/^mortise_pat_[\w-]{43}$/);
    expect(created).toMatchObject({ name: 'Nightly', role: 'viewer', createdBy: 'administrator' });

    const listed = await host.ask('GET', '/api/tokens');
    expect(listed.body).toEqual([created]);
    expect(listed.text).not.toContain(token);
    expect((await as(host, token)('GET', '/api/connections')).status).toBe(200);
    expect((await host.ask('GET', '/api/tokens')).body).toMatchObject([{ lastUsedAt: expect.any(String) }]);
  });

  it('ends after 90 days unless its maker says otherwise', async () => {
    const host = await testHost(await open());
    const { expiresAt = '' } = await newToken(host, { role: 'viewer' });
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / days)).toBe(90);
    expect(await newToken(host, { role: 'viewer', expiresAt: null })).not.toHaveProperty('expiresAt');
    const body = { name: 'Late', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' };
    expect(await host.ask('POST', '/api/tokens', { body })).toMatchObject({
      status: 422,
      body: { code: 'invalid_parameters', path: 'expiresAt' },
    });
  });

  it('is refused from the moment that it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const host = await testHost(await open());
    const { token } = await newToken(host, { role: 'viewer', expiresAt: new Date(Date.now() + 1000).toISOString() });
    expect((await as(host, token)('GET', '/api/session')).status).toBe(200);
    vi.setSystemTime(Date.now() + 1001);
    expect((await as(host, token)('GET', '/api/session')).status).toBe(401);
  });

  it('opens nothing but the parts that it is limited to, and makes no token that reaches further', async () => {
    const host = await testHost(await open());
    const { ask } = { ask: as(host, (await newToken(host, { role: 'admin', scopes: ['tokens', 'plugins'] })).token) };
    expect((await ask('GET', '/api/plugins')).status).toBe(200);
    expect(await ask('GET', '/api/connections')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await ask('GET', '/api/nothing')).toMatchObject({ status: 404 });

    for (const scopes of [undefined, ['plugins', 'connections']])
      await expect(newToken({ ask }, { role: 'viewer', ...(scopes && { scopes }) })).rejects.toThrow('Limit the new one');
    const narrower = await newToken({ ask }, { role: 'viewer', scopes: ['plugins'] });
    expect(narrower).toMatchObject({ scopes: ['plugins'], createdBy: expect.stringMatching(/^token:/) });
  });

  it('makes no token that outlives it', async () => {
    const host = await testHost(await open());
    const end = new Date(Date.now() + days).toISOString();
    const maker = await newToken(host, { role: 'admin', expiresAt: end });
    const { cookie, csrfToken } = await newSession(host, maker.token);
    const inSession: typeof host.ask = (method, path, request) =>
      host.ask(method, path, { ...request, headers: { authorization: '', cookie, 'x-mortise-csrf': csrfToken } });

    for (const by of [{ ask: as(host, maker.token) }, { ask: inSession }]) {
      for (const expiresAt of [null, new Date(Date.now() + 2 * days).toISOString()])
        await expect(newToken(by, { role: 'viewer', expiresAt })).rejects.toThrow(`ends at ${end}`);
      expect(await newToken(by, { role: 'viewer' })).toMatchObject({ expiresAt: end });
      const sooner = new Date(Date.now() + days / 2).toISOString();
      expect(await newToken(by, { role: 'viewer', expiresAt: sooner })).toMatchObject({ expiresAt: sooner });
    }
  });

  it('takes those with it that were made with it when it is revoked', async () => {
    const host = await testHost(await open());
    const stolen = await newToken(host, { role: 'admin' });
    const planted = await newToken({ ask: as(host, stolen.token) }, { role: 'admin' });
    const hidden = await newToken({ ask: as(host, planted.token) }, { role: 'admin' });
    const other = await newToken(host, { role: 'viewer' });
    expect((await as(host, hidden.token)('GET', '/api/session')).status).toBe(200);

    expect((await host.ask('DELETE', `/api/tokens/${stolen.id}`)).status).toBe(204);
    for (const { token } of [stolen, planted, hidden]) expect((await as(host, token)('GET', '/api/session')).status).toBe(401);
    expect((await as(host, other.token)('GET', '/api/session')).status).toBe(200);
    expect((await host.ask('GET', `/api/audit?target=token:${hidden.id}`)).body).toMatchObject({
      entries: [{ action: 'token.revoked', detail: { madeWith: `token:${planted.id}` } }, { action: 'token.created' }],
    });
  });

  it('is in no row, log or audit entry, nor is the session that begins with it', async () => {
    const host = await testHost(await open());
    const { token } = await newToken(host, { role: 'admin' });
    const { cookie, csrfToken } = await newSession(host, token);
    await as(host, token)('GET', '/api/session');

    const database: Database = host.app.get(Kysely, { strict: false });
    const tables = ['access_tokens', 'sessions', 'audit_entries'] as const;
    const rows = await Promise.all(tables.map((table) => database.selectFrom(table).selectAll().execute()));
    const kept = JSON.stringify(rows) + host.lines.join('');
    expect(kept).toContain('Made for a test');
    for (const secret of [token.replace('mortise_pat_', ''), cookie.slice(cookie.indexOf('=') + 1), csrfToken])
      expect(kept).not.toContain(secret);
  });

  it('is written down when it is made and when it is revoked, without itself', async () => {
    const host = await testHost(await open());
    const { id, token } = await newToken(host, { role: 'editor', name: 'Short' });
    await host.ask('DELETE', `/api/tokens/${id}`);
    const audit = await host.ask('GET', `/api/audit?target=token:${id}`);
    expect(audit.body).toMatchObject({
      entries: [
        { action: 'token.revoked', actor: 'administrator' },
        { action: 'token.created', detail: { name: 'Short', role: 'editor' }, correlationId: expect.any(String) },
      ],
    });
    expect(audit.text).not.toContain(token);
    expect(await host.ask('DELETE', `/api/tokens/${id}`)).toMatchObject({ status: 404, body: { code: 'token_not_found' } });
  });
});

describe('An access token', () => {
  it('that was revoked is refused at once here, and within five seconds by another host', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const databaseUrl = await postgresDatabase();
    const adminToken = 'one-token-for-both-of-the-hosts';
    const masterKey = Buffer.alloc(32, 7).toString('base64');
    const [here, there] = [
      await testHost({ databaseUrl, adminToken, masterKey }),
      await testHost({ databaseUrl, adminToken, masterKey }),
    ];
    const tenant = await newTenant(here, 'Other');
    const { id, token } = await newToken(tenant, { role: 'viewer' });
    for (const host of [here, there]) expect((await as(host, token)('GET', '/api/session')).status).toBe(200);

    await tenant.ask('DELETE', `/api/tokens/${id}`);
    expect((await as(here, token)('GET', '/api/session')).status).toBe(401);
    expect((await as(there, token)('GET', '/api/session')).status).toBe(200);
    vi.setSystemTime(Date.now() + 5000);
    expect((await as(there, token)('GET', '/api/session')).status).toBe(401);
  });

  it('is not looked for in the database at every request', async () => {
    const host = await testHost();
    const { token } = await newToken(host, { role: 'viewer' });
    const identities = host.app.get(Identities, { strict: false });
    const [first, second] = [await identities.ofToken(token), await identities.ofToken(token)];
    expect(first).toBe(second);
    identities.forget();
    expect(await identities.ofToken(token)).not.toBe(first);
  });
});
