import { get, OAuth2Application, type OAuth2Options, type SettingsOf, select, url } from '@mortise/sdk';
import { z } from 'zod';

export class DemoShop extends OAuth2Application {
  readonly name = 'demo-shop';
  readonly title = 'Demo shop';
  readonly description = 'Orders, customers and products of the shop that comes with Mortise.';
  override readonly categories = ['shop'];
  override readonly settings = z.object({
    url: url('Address', { help: 'Printed by the shop when it starts.' }),
    login: select('Login', { client: 'With the client alone', browser: 'Sign in in the browser' }).default('client'),
  });
  override readonly idempotencyHeader = 'Idempotency-Key';

  baseUrl({ url }: SettingsOf<DemoShop>) {
    return url;
  }

  oauth2({ url, login }: SettingsOf<DemoShop>): OAuth2Options {
    return {
      grant: login === 'browser' ? 'authorizationCode' : 'clientCredentials',
      authorizeUrl: `${url}/oauth/authorize`,
      tokenUrl: `${url}/oauth/token`,
      revokeUrl: `${url}/oauth/revoke`,
      issuer: url,
      scopes: ['orders:read', 'orders:write', 'customers:read'],
    };
  }

  override test() {
    return get('/api/orders', { query: { limit: 1 } });
  }
}
