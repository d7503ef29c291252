import { describeApi } from '@mortise/sdk';
import { authorizationUrl } from '@mortise/sdk/oauth2';
import { testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../test/answer.ts';
import { metafield } from '../test/metafield.ts';
import { shop } from '../test/shop.ts';
import { GetCustomer } from './connectors/get-customer.ts';
import { GetShop } from './connectors/get-shop.ts';
import { SetInventory } from './connectors/set-inventory.ts';
import { SetMetafields } from './connectors/set-metafields.ts';
import { Shopify } from './shopify.application.ts';

const unauthorized = { status: 401, body: { errors: '[API] Invalid API key or access token' } };

describe('Shopify', () => {
  it('sends an access token to the shop, in the header of Shopify', async () => {
    const settings = { shop: 'kiln', login: 'token' };
    const api = testConnector(GetShop, { application: Shopify, settings, credentials: { apiKey: 'shpat_of_nobody' } });
    api.replies(answer(shop));

    await api.run({});

    expect(api.requests).toMatchObject([
      { host: 'kiln.myshopify.com', headers: { 'x-shopify-access-token': 'shpat_of_nobody' } },
    ]);
  });

  it('gets a token for the app itself, and another one where it is refused', async () => {
    const settings = { shop: 'kiln', login: 'clientCredentials' };
    const api = testConnector(GetShop, { application: Shopify, settings, credentials: { clientId: 'mortise' } });
    api.replies(unauthorized).replies(answer(shop));

    expect(await api.run({})).toEqual(shop);

    expect(api.signIns).toMatchObject([
      {
        host: 'kiln.myshopify.com',
        path: '/admin/oauth/access_token',
        body: { grant_type: 'client_credentials', client_id: 'mortise', client_secret: expect.any(String) },
      },
    ]);
    const [refused, taken] = api.requests.map(({ headers }) => headers['x-shopify-access-token']);
    expect(taken).not.toBe(refused);
  });

  it('renews the token of a shop that has approved the app', async () => {
    const settings = { shop: 'kiln', login: 'oauth2' };
    const api = testConnector(GetShop, { application: Shopify, settings, credentials: { clientId: 'mortise' } });
    api.replies(unauthorized).replies(answer(shop));

    await api.run({});

    expect(api.signIns).toMatchObject([
      {
        host: 'kiln.myshopify.com',
        path: '/admin/oauth/access_token',
        body: { grant_type: 'refresh_token', client_id: 'mortise', refresh_token: expect.any(String), expiring: '1' },
      },
    ]);
  });

  it('sends the user to the shop to approve what the actions need', () => {
    const { baseUrl, authentication } = describeApi(new Shopify(), { shop: 'kiln', login: 'oauth2' });
    if (authentication.kind !== 'oauth2') return expect.fail('It does not sign in with OAuth 2.');
    const request = { clientId: 'mortise', redirectUri: 'https://host.example/back', state: 'st', challenge: 'ch' };
    const address = new URL(authorizationUrl(authentication, request));

    expect(baseUrl).toBe('https://kiln.myshopify.com/admin/api/2026-10');
    expect(`${address.origin}${address.pathname}`).toBe('https://kiln.myshopify.com/admin/oauth/authorize');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: 'mortise',
      redirect_uri: 'https://host.example/back',
      scope:
        'write_customers,write_draft_orders,write_inventory,read_locations,write_merchant_managed_fulfillment_orders,' +
        'write_orders,write_products',
    });
  });

  it('asks for the name of the shop when the connection is tested, and keeps to what the smallest plan restores', () => {
    const { test } = describeApi(new Shopify(), { shop: 'kiln', login: 'token' });
    expect(test).toMatchObject({ method: 'POST', path: '/graphql.json' });
    expect(String(test?.body)).toBe('{"query":"query { shop { name } }"}');
    expect(new Shopify().limits).toEqual({ perConnection: { amount: 100, seconds: 10 } });
  });

  it('fails with the words of Shopify where a mutation is refused', async () => {
    const api = testConnector(SetMetafields, { application: Shopify });
    api.replies(
      answer({ metafields: [], userErrors: [{ field: ['metafields', '0'], message: 'Type is invalid', code: 'INVALID' }] }),
    );

    const { namespace, key, value } = metafield;
    const metafields = [{ ownerId: 'gid://shopify/Order/1001', namespace, key, value }];
    expect(await api.outcome({ metafields })).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', detail: expect.stringContaining('INVALID: Type is invalid') },
    });
  });

  it('tries again where the same change is still under way', async () => {
    const api = testConnector(SetInventory, { application: Shopify });
    const userErrors = [{ message: 'This request is being processed.', code: 'IDEMPOTENCY_CONCURRENT_REQUEST' }];
    api.replies(answer({ inventoryAdjustmentGroup: null, userErrors }));

    const quantities = [{ inventoryItemId: '111', locationId: '91', quantity: 12 }];
    expect(await api.outcome({ quantities })).toMatchObject({ outcome: 'retry' });
  });

  it('tries again where Shopify throttles, or has a fault of its own', async () => {
    const outcomeOf = (code: string) => {
      const reply = { errors: [{ message: 'Sorry', extensions: { code } }] };
      return testConnector(GetShop, { application: Shopify }).replies(reply).outcome({});
    };

    expect(await outcomeOf('THROTTLED')).toMatchObject({ outcome: 'retry', error: { code: 'rate_limit' } });
    expect(await outcomeOf('INTERNAL_SERVER_ERROR')).toMatchObject({ outcome: 'retry', error: { code: 'service_unavailable' } });
    expect(await outcomeOf('ACCESS_DENIED')).toMatchObject({ outcome: 'fail', error: { code: 'api_rejected' } });
  });

  it('waits until Shopify has restored the points of a query that it throttled', async () => {
    const cost = {
      requestedQueryCost: 202,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 1000.0, currentlyAvailable: 2, restoreRate: 50.0 },
    };
    const errors = [
      { message: 'Throttled', extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' } },
    ];
    const api = testConnector(GetShop, { application: Shopify }).replies({ errors, extensions: { cost } });

    expect(await api.outcome({})).toMatchObject({ outcome: 'retry', afterMs: 4000, error: { code: 'rate_limit' } });
  });

  it('fails where the shop does not have what is asked for', async () => {
    const api = testConnector(GetCustomer, { application: Shopify }).replies(answer(null));

    expect(await api.outcome({ id: '22' })).toMatchObject({ outcome: 'fail', error: { code: 'action_failed' } });
  });
});
