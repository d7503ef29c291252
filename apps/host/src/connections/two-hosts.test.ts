import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { testHost } from '../host.test-kit.ts';

const plugins = [{ application: 'shop', login: 'oauth2' as const }];

describe('Two hosts on one PostgreSQL database', () => {
  it('share connections and tokens', async () => {
    const shop = await startDemoShop();
    onTestFinished(() => shop.close());
    const options = { databaseUrl: await postgresDatabase(), masterKey: Buffer.alloc(32, 7).toString('base64'), plugins };
    const [one, two] = [await testHost(options), await testHost(options)];
    const id = await one.connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
    const get = (host: typeof one) => host.call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' } });

    expect([(await get(one)).status, (await get(two)).status]).toEqual([200, 200]);
    expect(shop.tokenRequests).toBe(1);

    await one.ask('PATCH', `/api/connections/${id}`, { body: { values: { clientSecret: 'not-the-secret' } } });
    expect(await get(two)).toMatchObject({ status: 502, body: { code: 'sign_in_failed' } });
  });
});
