import { startDemoShop } from '@mortise/demo-shop';
import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AuditPage } from '../audit/audit-view.ts';
import type { Tables } from '../database/tables.ts';
import { databases, hostIn, type TestHost, testHost } from '../host.test-kit.ts';
import type { KeyManagement } from '../security/key-management.ts';
import { LocalKeys } from '../security/local-keys.ts';

const plugins = [{ application: 'shop', login: 'oauth2' as const }];
const order = { path: '/api/orders/ord_0001' };

async function openShop() {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  return { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret };
}

/** Changes rows as somebody with access to the database could. */
async function damage(
  { app }: Pick<TestHost, 'app'>,
  id: string,
  change: { settings?: string; credentials?: string; secrets?: string; tokens?: string; data_key?: string },
) {
  const database = app.get<Kysely<Tables>>(Kysely, { strict: false });
  await database.updateTable('connections').set(change).where('id', '=', id).execute();
}

/** A service that keeps the key, and can be taken away. */
function keyService() {
  const local = new LocalKeys(Buffer.alloc(32, 7));
  const state = { isAway: false };
  const reach = () => {
    if (state.isAway) throw new Error('connect ECONNREFUSED');
  };
  const service: KeyManagement = {
    keyId: local.keyId,
    previousKeyIds: [],
    wrap: async (dataKey, context) => {
      reach();
      return local.wrap(dataKey, context);
    },
    unwrap: async (wrapped, context) => {
      reach();
      return local.unwrap(wrapped, context);
    },
  };
  return { state, service };
}

describe.each(databases)('Secrets on $engine that cannot be opened', { timeout: 30_000 }, ({ open }) => {
  it.each([
    ['secrets that are sealed for no place', { secrets: '{"clientSecret":"v1.other.text"}' }],
    ['secrets that are no JSON', { secrets: 'gone' }],
    ['tokens that were changed', { tokens: 'v1.other.text' }],
    ['a data key that was changed', { data_key: 'v1.other.text' }],
    ['another address', { settings: '{"url":"http://127.0.0.1:9"}' }],
    ['another user', { credentials: '{"clientId":"another"}' }],
  ])('end calls with an error that names the connection and is written down once: %s', async (_what, change) => {
    const host = await testHost({ ...(await open()), plugins });
    const id = await host.connect('shop', 'main', await openShop());
    await damage(host, id, change);

    for (let time = 0; time < 2; time++) {
      const { status, body } = await host.call('shop.get', { connection: id, input: order });
      expect({ status, body }).toMatchObject({ status: 500, body: { code: 'secrets_unreadable', retryable: false } });
      expect(JSON.stringify(body)).toContain(id);
    }
    const { body } = await host.ask('GET', `/api/audit?target=connection:${id}`);
    const { entries } = AuditPage.parse(body);
    expect(entries.filter(({ action }) => action === 'connection.secrets_unreadable')).toHaveLength(1);
    expect((await host.ask('DELETE', `/api/connections/${id}`)).status).toBe(204);
  });

  it('do not keep the list of connections from being shown', async () => {
    const host = await testHost({ ...(await open()), plugins });
    const values = await openShop();
    const id = await host.connect('shop', 'damaged', values);
    await host.connect('shop', 'well', values);
    await damage(host, id, { secrets: 'gone' });

    const { status, body } = await host.ask('GET', '/api/connections');
    expect(status).toBe(200);
    expect(body).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'damaged', status: 'failing', problem: expect.stringContaining('damaged') }),
        expect.not.objectContaining({ problem: expect.anything() }),
      ]),
    );
  });
});

describe('A key management that is away', () => {
  it('ends calls with an error that may pass, and they go on when it is back', async () => {
    const { state, service } = keyService();
    const first = await testHost({ keyManagement: service, plugins });
    await first.connect('shop', 'main', await openShop());
    await first.host.close();
    const again = await hostIn(first.project, { keyManagement: service });

    state.isAway = true;
    expect(await again.call('shop.get', { connection: 'main', input: order })).toMatchObject({
      status: 503,
      body: { code: 'keys_unavailable', retryable: true },
    });
    state.isAway = false;
    expect((await again.call('shop.get', { connection: 'main', input: order })).status).toBe(200);
  });

  it('is told apart from a wrong key when a host starts', async () => {
    const { state, service } = keyService();
    const { host, project } = await testHost({ keyManagement: service, plugins });
    await host.close();
    state.isAway = true;
    await expect(hostIn(project, { keyManagement: service })).rejects.toThrow(
      /^The key management could not be reached \(connect/,
    );
    state.isAway = false;
    const other = new LocalKeys(Buffer.alloc(32, 8));
    const stranger: KeyManagement = {
      keyId: other.keyId,
      previousKeyIds: [],
      wrap: (dataKey, context) => other.wrap(dataKey, context),
      unwrap: (wrapped, context) => other.unwrap(wrapped, context),
    };
    await expect(hostIn(project, { keyManagement: stranger })).rejects.toThrow('The key of the key management is not the key');
  });
});
