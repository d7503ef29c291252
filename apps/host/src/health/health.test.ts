import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { testHost } from '../host.test-kit.ts';

describe('GET /health/ready', () => {
  it('is 200 on a host that can work, and tells what it looked at', async () => {
    const { ask } = await testHost();
    expect(await ask('GET', '/health/ready')).toMatchObject({
      status: 200,
      body: { ready: true, database: 'ok', weakSettings: [], plugins: 'scanned', draining: false },
    });
  });

  it('is 503 while the host drains, which still serves what it gets', async () => {
    const { ask, host } = await testHost({ plugins: [{ application: 'crm' }] });
    host.drain();
    // So that no client sends a request on a connection that is about to be closed.
    expect((await ask('GET', '/health/live')).headers.get('connection')).toBe('close');
    expect(await ask('GET', '/health/ready')).toMatchObject({ status: 503, body: { ready: false, draining: true } });
    expect((await ask('GET', '/health/live')).status).toBe(200);
    expect((await ask('GET', '/api/actions')).status).toBe(200);
  });

  it('tells which settings of the database can lose data', async () => {
    const databaseUrl = await postgresDatabase();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`ALTER DATABASE ${new URL(databaseUrl).pathname.slice(1)} SET synchronous_commit = off`);
    await client.end();
    const { ask } = await testHost({ databaseUrl });
    expect((await ask('GET', '/health/ready')).body).toMatchObject({
      weakSettings: expect.arrayContaining(['synchronous_commit']),
    });
  });

  it('stays 200 when a plugin is broken', async () => {
    const { ask } = await testHost({ plugins: [{ application: 'old', manifest: '{' }] });
    expect((await ask('GET', '/health/ready')).status).toBe(200);
  });

  it('is 503 while the database is away, and 200 again when it is back', async () => {
    const databaseUrl = await postgresDatabase();
    const { ask } = await testHost({ databaseUrl });
    const name = new URL(databaseUrl).pathname.slice(1);
    const admin = new pg.Client({ connectionString: databaseUrl.replace(`/${name}`, '/postgres') });
    await admin.connect();
    const rule = (allowed: boolean) => admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${allowed}`);
    await rule(false);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);

    await expect
      .poll(async () => (await ask('GET', '/health/ready')).body)
      .toMatchObject({ ready: false, database: 'unavailable' });
    expect((await ask('GET', '/health/live')).status).toBe(200);
    expect(await ask('GET', '/api/connections')).toMatchObject({ status: 500, body: { code: 'internal' } });

    await rule(true);
    await admin.end();
    await expect.poll(async () => (await ask('GET', '/health/ready')).status).toBe(200);
  });
});
