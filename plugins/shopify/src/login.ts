import { type Authentication, apiKey, oauth2 } from '@mortise/sdk';
import { scopes } from './scopes.ts';
import type { ShopifySettings } from './settings.ts';

const header = 'X-Shopify-Access-Token';

/** How a shop is signed in to. @see https://shopify.dev/docs/apps/build/authentication-authorization */
export function loginOf({ shop, login }: ShopifySettings): Authentication {
  if (login === 'token') return apiKey({ header });
  const oauth = `https://${shop}.myshopify.com/admin/oauth`;
  const tokens = { tokenUrl: `${oauth}/access_token`, clientAuthentication: 'body', tokenHeader: { name: header } } as const;
  if (login === 'clientCredentials') return oauth2({ ...tokens, grant: 'clientCredentials' });
  return oauth2({
    ...tokens,
    authorizeUrl: `${oauth}/authorize`,
    scopes,
    scopeSeparator: ',',
    tokenParameters: { expiring: '1' }, // Public apps must: tokens of an hour, each with the means to renew it.
  });
}
