import { Application, post, type SettingsOf } from '@mortise/sdk';
import { apiVersion } from './api-version.ts';
import { loginOf } from './login.ts';
import { refusal } from './refusal.ts';
import { ShopifySettings } from './settings.ts';

/** @see https://shopify.dev/docs/api/admin-graphql */
export class Shopify extends Application {
  readonly name = 'shopify';
  readonly title = 'Shopify';
  readonly description = 'Orders, customers, products and stock of a Shopify shop.';
  override readonly categories = ['commerce'];
  override readonly settings = ShopifySettings;
  override readonly bodyRefusal = refusal;
  /** Shopify counts points: the smallest plan restores 100 a second, of which a mutation mostly takes 10. */
  override readonly limits = { perConnection: { amount: 100, seconds: 10 } };

  baseUrl({ shop }: SettingsOf<Shopify>) {
    return `https://${shop}.myshopify.com/admin/api/${apiVersion}`;
  }

  override signIn(settings: SettingsOf<Shopify>) {
    return loginOf(settings);
  }

  override test() {
    return post('/graphql.json', { json: { query: 'query { shop { name } }' } });
  }
}
