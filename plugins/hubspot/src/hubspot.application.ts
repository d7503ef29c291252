import { Application, bearer, get, oauth2, type SettingsOf } from '@mortise/sdk';
import { apiVersion } from './api-version.ts';
import { responses } from './responses.ts';
import { scopes } from './scopes.ts';
import { HubSpotSettings } from './settings.ts';

/** @see https://developers.hubspot.com/docs/api-reference/overview */
export class HubSpot extends Application {
  readonly name = 'hubspot';
  readonly title = 'HubSpot';
  readonly description = 'Contacts, companies, deals and tickets of a HubSpot account.';
  override readonly categories = ['crm'];
  override readonly settings = HubSpotSettings;
  /** What the smallest plan gives a private app; larger plans and apps with OAuth may send a little more. */
  override readonly limits = { perConnection: { amount: 100, seconds: 10 } };
  override readonly responses = responses;

  baseUrl() {
    return 'https://api.hubapi.com';
  }

  override signIn({ login }: SettingsOf<HubSpot>) {
    if (login === 'token') return bearer();
    const tokenUrl = `https://api.hubapi.com/oauth/${apiVersion}/token`;
    return oauth2({
      authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      tokenUrl,
      revokeUrl: `${tokenUrl}/revoke`,
      scopes,
      clientAuthentication: 'body',
    });
  }

  override test() {
    return get(`/account-info/${apiVersion}/details`);
  }
}
