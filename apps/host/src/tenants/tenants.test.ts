import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { Kysely, sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { databases, testHost } from '../host.test-kit.ts';
import { as, newSession, newTenant } from './tenant.test-kit.ts';
import { keptTables, tenantTables } from './tenant-tables.ts';

const plugins = [
  { application: 'crm', login: 'apiKey' as const, run: 'return context.download(get("/file"));' },
  { application: 'shop', login: 'oauth2' as const },
];

async function startService(): Promise<string> {
  const server = createServer((_request, response) => response.end('content'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}

describe.each(databases)('Tenants on $engine', ({ open }) => {
  it('keep what they have from each other, under the same names', async () => {
    const host = await testHost({ ...(await open()), plugins });
    const [one, two] = [await newTenant(host, 'One'), await newTenant(host, 'Two')];
    const body = { application: 'crm', name: 'main', values: { url: 'http://127.0.0.1:1', apiKey: 'a-key-of-the-crm' } };
    for (const tenant of [one, two, host]) expect((await tenant.ask('POST', '/api/connections', { body })).status).toBe(201);
    for (const tenant of [one, two, host]) expect((await tenant.ask('GET', '/api/connections')).body).toHaveLength(1);
  });

  it('are made and listed by the operator, each with a token for its first admin', async () => {
    const host = await testHost(await open());
    const tenant = await newTenant(host, 'One');
    expect((await host.ask('GET', '/api/tenants')).body).toMatchObject([
      { id: 'default', name: 'Default' },
      { id: tenant.id, name: 'One' },
    ]);
    expect((await tenant.ask('GET', '/api/session')).body).toMatchObject({ tenant: tenant.id, role: 'admin', isOperator: false });
    expect(await host.ask('POST', '/api/tenants', { body: { name: 'One' } })).toMatchObject({
      status: 409,
      body: { code: 'name_taken', path: 'name' },
    });
    const again = await host.ask('POST', `/api/tenants/${tenant.id}/tokens`, { body: { name: 'Lost', role: 'admin' } });
    const { token } = z.object({ token: z.string() }).parse(again.body);
    expect((await as(host, token)('GET', '/api/session')).body).toMatchObject({ tenant: tenant.id });
  });

  it('leave nothing behind', async () => {
    const host = await testHost({ ...(await open()), plugins });
    const tenant = await newTenant(host, 'Short-lived');
    const stays = await newTenant(host, 'Stays');
    const values = { url: await startService(), apiKey: 'a-key-of-the-crm' };
    for (const { ask } of [tenant, stays]) {
      await ask('POST', '/api/connections', { body: { application: 'crm', name: 'main', values } });
      expect((await ask('POST', '/api/actions/crm.run/call', { body: { connection: 'main', input: {} } })).status).toBe(200);
      const client = { clientId: 'a-client', clientSecret: 'a-secret-of-the-client' };
      expect((await ask('PUT', '/api/applications/shop/client', { body: client })).status).toBe(200);
    }
    await newSession(host, tenant.tokens.admin);
    const files = `${host.project.directory}/.mortise/files`;
    const database = host.app.get(Kysely, { strict: false });
    const rowsOf = async (id: string) => {
      const counts = tenantTables.map(async (table) => {
        const { rows } = await sql<{
          count: number;
        }>`select count(*) as count from ${sql.table(table)} where tenant = ${id}`.execute(database);
        return Number(rows[0]?.count);
      });
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    };
    const others = await rowsOf(stays.id);
    expect(await rowsOf(tenant.id)).toBeGreaterThan(5);
    expect(existsSync(`${files}/${tenant.id}`)).toBe(true);

    expect((await host.ask('DELETE', `/api/tenants/${tenant.id}`)).status).toBe(204);

    expect(await rowsOf(tenant.id)).toBe(0);
    expect(await rowsOf(stays.id)).toBe(others);
    expect([existsSync(`${files}/${tenant.id}`), existsSync(`${files}/${stays.id}`)]).toEqual([false, true]);
    const { rows: kept } = await sql<{
      action: string;
    }>`select action from audit_entries where tenant = ${tenant.id}`.execute(database);
    expect(kept.map(({ action }) => action)).toEqual(expect.arrayContaining(['token.created', 'connection.deleted']));
    expect((await tenant.ask('GET', '/api/session')).status).toBe(401);
    expect((await host.ask('GET', `/api/audit?target=tenant:${tenant.id}`)).body).toMatchObject({
      entries: [{ action: 'tenant.deleted', detail: { name: 'Short-lived' } }, { action: 'tenant.created' }],
    });
    expect(await host.ask('DELETE', `/api/tenants/${tenant.id}`)).toMatchObject({
      status: 404,
      body: { code: 'tenant_not_found' },
    });
  });

  it('stay where they are the one of the host', async () => {
    const { ask } = await testHost(await open());
    expect(await ask('DELETE', '/api/tenants/default')).toMatchObject({ status: 409, body: { code: 'tenant_needed' } });
    expect((await ask('GET', '/api/session')).status).toBe(200);
  });

  it('own the rows of every table that names one', async () => {
    const { app } = await testHost(await open());
    const tables = await app.get(Kysely, { strict: false }).introspection.getTables();
    const withTenant = tables.filter(({ columns }) => columns.some(({ name }) => name === 'tenant')).map(({ name }) => name);
    expect(withTenant.sort()).toEqual([...tenantTables, ...keptTables].sort());
  });
});
