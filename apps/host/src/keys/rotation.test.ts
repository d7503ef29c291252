import { randomBytes } from 'node:crypto';
import { copyFile, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoShop } from '@mortise/demo-shop';
import { Kysely, sql } from 'kysely';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConnectionContents } from '../connections/connection-contents.ts';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import type { Tables } from '../database/tables.ts';
import { databases, hostIn, testHost } from '../host.test-kit.ts';
import { builtHost, HostProcess, processToken } from '../host-process.test-kit.ts';
import { DataKeys } from '../security/data-keys.ts';
import type { KeyManagement } from '../security/key-management.ts';
import { LocalKeys } from '../security/local-keys.ts';
import { sealedTables } from '../security/sealed-tables.ts';
import { as, newTenant, newToken } from '../tenants/tenant.test-kit.ts';
import { webhookPlace } from '../webhooks/webhook-seal.ts';

const plugins = [{ application: 'shop', login: 'oauth2' as const }];
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const [oldText, newText] = [oldKey.toString('base64'), newKey.toString('hex')];
const idOf = (key: Uint8Array) => new LocalKeys(key).keyId;
const [oldId, newId] = [idOf(oldKey), idOf(newKey)];
const order = { path: '/api/orders/ord_0001' };

async function openShop() {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  return { shop, values: { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret } };
}

type RunningHost = Awaited<ReturnType<typeof hostIn>>;

const databaseOf = ({ app }: RunningHost) => app.get<Kysely<Tables>>(Kysely, { strict: false });
const rotate = ({ ask }: RunningHost) => ask('POST', '/api/keys/rotate');

/** Ids of the master keys that the rows of a database are under, its canary too. */
async function keyIdsIn(host: RunningHost): Promise<Set<string | undefined>> {
  const database = databaseOf(host);
  const rows = [
    ...(await database.selectFrom('connections').select('data_key as record').execute()),
    ...(await database.selectFrom('oauth_clients').select('data_key as record').execute()),
    ...(await database.selectFrom('webhooks').select('data_key as record').execute()),
    ...(await database.selectFrom('host_facts').select('value as record').where('name', '=', 'canary').execute()),
  ];
  return new Set(rows.map(({ record }) => record.split('.')[1]));
}

describe.each(databases)('POST /api/keys/rotate on $engine', ({ open }) => {
  it('puts everything under the new key while the old one is there, which can be removed then', async () => {
    const { shop, values } = await openShop();
    const options = await open();
    const first = await testHost({ ...options, masterKey: oldText, plugins });
    await first.connect('shop', 'main', values);
    await first.ask('PUT', '/api/applications/shop/client', { body: { clientId: 'id', clientSecret: 'of the client' } });
    await first.call('shop.get', { connection: 'main', input: order });
    const dataKeys = first.app.get(DataKeys, { strict: false });
    const webhook = { tenant: 'default', application: webhookPlace, id: 'webhook-1' };
    const { record: data_key } = await dataKeys.create(webhook);
    const empty = { has_secret: 0, subscription: null, last_call: null };
    await databaseOf(first)
      .insertInto('webhooks')
      .values({ tenant: 'default', id: webhook.id, token_hash: '', data_key, secrets: '', ...empty })
      .execute();
    await first.host.close();
    const { project } = first;

    await expect(hostIn(project, { ...options, masterKey: newText })).rejects.toThrow('MORTISE_MASTER_KEY');
    const rotating = await hostIn(project, { ...options, masterKey: newText, previousMasterKeys: [oldText] });
    expect((await rotating.call('shop.get', { connection: 'main', input: order })).status).toBe(200);
    expect((await rotate(rotating)).body).toEqual({ keyId: newId, rewrapped: 3, failed: [], retired: [oldId] });
    expect(await keyIdsIn(rotating)).toEqual(new Set([newId]));
    expect((await rotate(rotating)).body).toMatchObject({ rewrapped: 0, failed: [] });
    const requests = shop.tokenRequests;
    expect((await rotating.call('shop.get', { connection: 'main', input: order })).status).toBe(200);
    await rotating.host.close();

    const after = await hostIn(project, { ...options, masterKey: newText });
    expect((await after.call('shop.get', { connection: 'main', input: order })).status).toBe(200);
    expect((await after.ask('GET', '/api/applications/shop/client')).body).toMatchObject({ clientSecret: { set: true } });
    expect(shop.tokenRequests).toBe(requests);
    await after.host.close();
    await expect(hostIn(project, { ...options, masterKey: oldText })).rejects.toThrow('MORTISE_MASTER_KEY');
  });

  it('names what it could not open, leaves it as it is and keeps the old key in use', async () => {
    const { values } = await openShop();
    const options = await open();
    const first = await testHost({ ...options, masterKey: oldText, plugins });
    const [broken] = [await first.connect('shop', 'broken', values), await first.connect('shop', 'whole', values)];
    await databaseOf(first)
      .updateTable('connections')
      .set({ data_key: sql`substr(data_key, 1, length(data_key) - 4)` })
      .where('id', '=', broken)
      .execute();
    await first.host.close();
    const rotating = await hostIn(first.project, { ...options, masterKey: newText, previousMasterKeys: [oldText] });

    expect((await rotate(rotating)).body).toEqual({
      keyId: newId,
      rewrapped: 1,
      failed: [`connection:${broken}`],
      retired: [],
    });
    await rotating.host.close();

    // A key that something is still sealed under is missed at the start, not with the first call.
    await expect(hostIn(first.project, { ...options, masterKey: newText })).rejects.toThrow('MORTISE_MASTER_KEY');
  });

  it('goes through every table that has data keys', async () => {
    const host = await testHost({ ...(await open()), plugins });
    const tables = await databaseOf(host).introspection.getTables();
    const withKeys = tables.filter(({ columns }) => columns.some(({ name }) => name === 'data_key')).map(({ name }) => name);
    expect(withKeys.sort()).toEqual(sealedTables.map(({ table }) => table).sort());
  });

  it('is for the operator alone, and is written down', async () => {
    const host = await testHost({ ...(await open()), plugins });
    const { token } = await newToken(host, { role: 'admin' });

    expect((await as(host, token)('POST', '/api/keys/rotate')).status).toBe(403);
    await rotate(host);
    expect((await host.ask('GET', '/api/audit')).text).toContain('"action":"keys.rotated"');
  });

  it.each([
    ['a byte of it was changed', sql<string>`replace(secrets, '"}', 'A"}')`],
    ['its tag was cut short', sql<string>`replace(secrets, substr(secrets, length(secrets) - 5, 4), '')`],
  ])('a secret does not open after %s', async (_what, secrets) => {
    const { values } = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await host.connect('shop', 'main', values);
    await databaseOf(host).updateTable('connections').set({ secrets, revision: 2 }).where('id', '=', id).execute();
    // A host that owns its database keeps what it has opened.
    await host.ask('PATCH', `/api/connections/${id}`, { body: { name: 'renamed' } });

    expect(await host.call('shop.get', { connection: id, input: order })).toMatchObject({
      status: 500,
      body: { code: 'secrets_unreadable' },
    });
  });

  it('a row that was copied to another tenant does not open there', async () => {
    const { values } = await openShop();
    const host = await testHost({ ...(await open()), plugins });
    const id = await host.connect('shop', 'main', values);
    const thief = await newTenant(host, 'Thieves');
    const database = databaseOf(host);
    const row = await database.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    await database
      .insertInto('connections')
      .values({ ...row, tenant: thief.id })
      .execute();

    const stolen = await thief.ask('POST', '/api/actions/shop.get/call', { body: { connection: id, input: order } });

    expect(stolen).toMatchObject({ status: 500, body: { code: 'secrets_unreadable' } });
    expect((await host.call('shop.get', { connection: id, input: order })).status).toBe(200);
  });
});

describe('A host that keeps its own key', () => {
  it('leaves nothing behind that was on its way into the database for as long as a plugin was asked', async () => {
    const { values } = await openShop();
    const host = await testHost({ plugins });
    const contents = host.app.get(ConnectionContents, { strict: false });
    const columns = contents.columns.bind(contents);
    vi.spyOn(contents, 'columns').mockImplementationOnce(async (...given) => {
      const filledIn = await columns(...given);
      expect((await rotate(host)).status).toBe(200);
      return filledIn;
    });

    await host.connect('shop', 'main', values);

    expect((await keyIdsIn(host)).size).toBe(1);
    expect((await host.call('shop.get', { connection: 'main', input: order })).status).toBe(200);
  });

  it('makes a new one, and leaves the old one under its own name', async () => {
    const { values } = await openShop();
    const host = await testHost({ plugins });
    await host.connect('shop', 'main', values);
    const file = (name: string) => `${host.project.directory}/.mortise/${name}`;
    const before = await readFile(file('master.key'), 'utf8');
    const beforeId = idOf(Buffer.from(before.trim(), 'base64url'));

    const { body } = await rotate(host);

    const after = await readFile(file('master.key'), 'utf8');
    expect(body).toEqual({ keyId: idOf(Buffer.from(after.trim(), 'base64url')), rewrapped: 1, failed: [], retired: [beforeId] });
    expect(await readFile(file(`master.key.${beforeId}`), 'utf8')).toBe(before);
    await host.host.close();
    const again = await hostIn(host.project);
    expect((await again.call('shop.get', { connection: 'main', input: order })).status).toBe(200);
  });

  it('goes on with a rotation that broke off, wherever that was', async () => {
    const { values } = await openShop();
    const host = await testHost({ plugins });
    for (const name of ['one', 'two']) await host.connect('shop', name, values);
    const file = (name: string) => `${host.project.directory}/.mortise/${name}`;
    // The host ended between two rows: one of them is under a key that is not in use yet.
    await writeFile(file('master.key.next'), `${newKey.toString('base64url')}\n`, { mode: 0o600 });
    const current = Buffer.from((await readFile(file('master.key'), 'utf8')).trim(), 'base64url');
    const row = await databaseOf(host).selectFrom('connections').selectAll().where('name', '=', 'one').executeTakeFirstOrThrow();
    const data_key = await new DataKeys(new LocalKeys(newKey, [current])).rewrap(row, row.data_key);
    await databaseOf(host).updateTable('connections').set({ data_key }).where('id', '=', row.id).execute();
    await host.host.close();

    const again = await hostIn(host.project);
    const works = async ({ call }: RunningHost, name: string) =>
      (await call('shop.get', { connection: name, input: order })).status === 200;
    expect([await works(again, 'one'), await works(again, 'two')]).toEqual([true, true]);
    expect((await rotate(again)).body).toEqual({ keyId: newId, rewrapped: 1, failed: [], retired: [idOf(current)] });
    await again.host.close();

    // And between the two steps that put the new file into the place of the old one.
    await rename(file('master.key'), file('master.key.next'));
    const last = await hostIn(host.project);
    expect(await works(last, 'two')).toBe(true);
    expect(await readdir(`${host.project.directory}/.mortise`)).not.toContain('master.key.next');
  });
});

describe('A master key', () => {
  it('may lie in a file of its own', async () => {
    const project = await testHost({ plugins });
    await project.host.close();
    const masterKeyFile = `${project.project.directory}/key-of-the-operator`;
    await copyFile(`${project.project.directory}/.mortise/master.key`, masterKeyFile);

    const host = await hostIn(project.project, { masterKeyFile });
    expect((await host.ask('GET', '/api/connections')).status).toBe(200);
    await host.host.close();

    await expect(hostIn(project.project, { masterKeyFile, masterKey: oldText })).rejects.toThrow('Keep one of the two');
    await expect(hostIn(project.project, { masterKeyFile: '/nowhere' })).rejects.toThrow('MORTISE_MASTER_KEY_FILE');
  });

  it('may be kept by a service that wraps the keys of connections', async () => {
    const { shop, values } = await openShop();
    const keys = new Map<string, Uint8Array>();
    const service: KeyManagement = {
      keyId: 'arn:aws:kms:eu-central-1:1:key/1234',
      previousKeyIds: [],
      wrap: async (dataKey, context) => {
        const wrapped = randomBytes(8).toString('hex');
        keys.set(JSON.stringify([wrapped, context]), dataKey);
        return { keyId: service.keyId, wrapped };
      },
      unwrap: async ({ wrapped }, context) => keys.get(JSON.stringify([wrapped, context])) ?? expect.fail('Not wrapped here.'),
    };
    const host = await testHost({ keyManagement: service, plugins });
    await host.connect('shop', 'main', values);
    await host.host.close();

    const again = await hostIn(host.project, { keyManagement: service });
    expect((await again.call('shop.get', { connection: 'main', input: order })).status).toBe(200);
    expect(shop.tokenRequests).toBe(1);
    expect(await readdir(`${host.project.directory}/.mortise`)).not.toContain('master.key');
    await again.host.close();

    await expect(hostIn(host.project)).rejects.toThrow('MORTISE_MASTER_KEY is missing');
  });
});

describe('A rotation under load', () => {
  const program = builtHost();

  it('fails no call, although the host that rotates is killed midway', { timeout: 240_000 }, async () => {
    const { values } = await openShop();
    const databaseUrl = await postgresDatabase();
    const keys = { masterKey: newText, previousMasterKeys: [oldText] };
    // A host that goes on with the old key has to know the new one before another host begins to use it.
    const before = await testHost({ databaseUrl, masterKey: oldText, previousMasterKeys: [newText], plugins });
    const id = await before.connect('shop', 'main', values);
    // Enough rows for a rotation to be killed in the middle of.
    const row = await databaseOf(before).selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const rows = Array.from({ length: 3000 }, async (_, index) => {
      const place = { tenant: row.tenant, application: row.application, id: `row-${index}` };
      const { record: data_key } = await new DataKeys(new LocalKeys(oldKey)).create(place);
      return { ...row, ...place, name: place.id, data_key, tokens: null };
    });
    for (let index = 0; index < rows.length; index += 500) {
      await databaseOf(before)
        .insertInto('connections')
        .values(await Promise.all(rows.slice(index, index + 500)))
        .execute();
    }
    const serving = await hostIn(before.project, { databaseUrl, ...keys, adminToken: processToken });
    const rotating = await HostProcess.start(program(), before.project, {
      MORTISE_DATABASE_URL: databaseUrl,
      MORTISE_MASTER_KEY: newText,
      MORTISE_PREVIOUS_MASTER_KEYS: oldText,
    });
    const left = async () => {
      const { count } = await databaseOf(before)
        .selectFrom('connections')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('data_key', 'like', `v1.${oldId}.%`)
        .executeTakeFirstOrThrow();
      return Number(count);
    };
    const statuses: number[] = [];
    let isOver = false;
    const load = (async () => {
      while (!isOver) {
        const answers = [serving, before].map(({ call }) => call('shop.get', { connection: id, input: order }));
        statuses.push(...(await Promise.all(answers)).map(({ status }) => status));
        await sleep(40);
      }
    })();

    const cutOff = rotating.ask('POST', '/api/keys/rotate').catch(() => undefined);
    await expect.poll(left, { interval: 5, timeout: 60_000 }).toBeLessThan(2900);
    await rotating.kill();
    await cutOff;
    const leftThen = await left();
    expect(leftThen).toBeGreaterThan(0);
    const { body } = await rotate(serving);
    isOver = true;
    await load;

    expect(body).toEqual({ keyId: newId, rewrapped: leftThen, failed: [], retired: [oldId] });
    expect(statuses.length).toBeGreaterThan(20);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await keyIdsIn(before)).toEqual(new Set([newId]));
    await serving.host.close();
    const after = await hostIn(before.project, { databaseUrl, masterKey: newText });
    expect((await after.call('shop.get', { connection: id, input: order })).status).toBe(200);
  });
});
