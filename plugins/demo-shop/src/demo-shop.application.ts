import { get, OAuth2Application, type OAuth2Options, type SettingsOf, url } from '@mortise/sdk';
import { z } from 'zod';

export class DemoShop extends OAuth2Application {
  readonly name = 'demo-shop';
  readonly title = 'Demo shop';
  readonly description = 'Orders, customers and products of the shop that comes with Mortise.';
  override readonly categories = ['shop'];
  override readonly settings = z.object({ url: url('Address', { help: 'Printed by the shop when it starts.' }) });
  override readonly idempotencyHeader = 'Idempotency-Key';

  baseUrl({ url }: SettingsOf<DemoShop>) {
    return `${url}/api`;
  }

  oauth2({ url }: SettingsOf<DemoShop>): OAuth2Options {
    return {
      grant: 'clientCredentials',
      tokenUrl: `${url}/oauth/token`,
      scopes: ['orders:read', 'orders:write', 'customers:read'],
    };
  }

  override test() {
    return get('/orders', { query: { limit: 1 } });
  }
}
