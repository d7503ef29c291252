import { select, slug } from '@mortise/sdk';
import { z } from 'zod';

export const ShopifySettings = z.object({
  shop: slug('Shop', { help: 'The part before .myshopify.com' }),
  login: select('Sign in with', {
    clientCredentials: 'An app of your own organization',
    oauth2: 'An app, approved in the browser',
    token: 'An access token',
  }),
});
export type ShopifySettings = z.infer<typeof ShopifySettings>;
