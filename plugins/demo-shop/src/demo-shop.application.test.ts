import { connect, HttpClient, run } from '@mortise/sdk';
import { describePlugin } from '@mortise/sdk/manifest';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callsOf, openShop } from '../test/open-shop.ts';
import { GetOrder } from './connectors/get-order.ts';
import { DemoShop } from './demo-shop.application.ts';
import plugin from './index.ts';

const scope = () => ({
  deadlineAt: performance.now() + 5000,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  idempotencyKey: 'test',
});

describe('DemoShop', () => {
  it('logs in with the credentials of its client, once for all calls', async () => {
    const { shop, connection } = await openShop();
    await Promise.all(Array.from({ length: 10 }, () => run(GetOrder, { orderId: 'ord_0001' }, { connection })));
    expect(shop.tokenRequests).toBe(1);
    expect(callsOf(shop)[0]?.headers.authorization).toMatch(/^Bearer /);
  });

  it('logs in again when its token is no longer accepted', async () => {
    const { shop, connection } = await openShop();
    await run(GetOrder, { orderId: 'ord_0001' }, { connection });
    shop.expireTokens();
    await run(GetOrder, { orderId: 'ord_0001' }, { connection });
    expect(shop.tokenRequests).toBe(2);
  });

  it('tests its login with a cheap request', async () => {
    const { shop, connection } = await openShop();
    await connection.client.test(scope());
    expect(callsOf(shop)).toMatchObject([{ method: 'GET', path: '/api/orders', query: { limit: '1' } }]);
  });

  it('says that its credentials are wrong, and does not quote them', async () => {
    const { shop } = await openShop();
    const http = new HttpClient({ allow: ['127.0.0.1'] });
    onTestFinished(() => http.close());
    const connection = await connect(
      DemoShop,
      { url: shop.url, clientId: shop.clientId, clientSecret: 'canary-secret' },
      { http },
    );
    const error = await connection.client.test(scope()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('tries again when the shop is busy', async () => {
    const { shop, connection } = await openShop();
    shop.fail({ path: '/api/orders', times: 1, status: 503, retryAfter: 0 });
    await run(GetOrder, { orderId: 'ord_0001' }, { connection });
    expect(callsOf(shop)).toHaveLength(2);
  });

  it('signs in with the client alone, unless somebody chooses to do it in the browser', () => {
    const url = 'http://127.0.0.1:4311';
    const shop = new DemoShop();
    expect(shop.oauth2({ url, login: 'client' })).toMatchObject({ grant: 'clientCredentials', tokenUrl: `${url}/oauth/token` });
    expect(shop.oauth2({ url, login: 'browser' })).toMatchObject({
      grant: 'authorizationCode',
      authorizeUrl: `${url}/oauth/authorize`,
      revokeUrl: `${url}/oauth/revoke`,
      issuer: url,
    });
  });

  it('reaches the address that the user fills in, and no other', () => {
    const { application, actions } = describePlugin(plugin, { sdk: '^1.0.0' });
    expect(application).toMatchObject({ name: 'demo-shop', authentication: 'oauth2', hosts: ['{url}'] });
    expect(actions.map(({ name, kind }) => [name, kind])).toEqual([
      ['check-vat', 'connector'],
      ['create-invoice', 'connector'],
      ['create-order', 'connector'],
      ['find-customers', 'batch'],
      ['get-customer', 'connector'],
      ['get-invoice', 'connector'],
      ['get-order', 'connector'],
      ['list-orders', 'batch'],
      ['look-up-customer', 'connector'],
      ['order-created', 'webhook'],
      ['new-orders', 'poll'],
      ['large-orders', 'filter'],
      ['order-to-invoice', 'transform'],
    ]);
  });
});
