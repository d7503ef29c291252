import { get, OAuth2Application, type OAuth2Options } from '@mortise/sdk';
import { scopes } from './scopes.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest */
export class GoogleSheets extends OAuth2Application {
  readonly name = 'google-sheets';
  readonly title = 'Google Sheets';
  readonly description = 'Rows, ranges and sheets of Google spreadsheets.';
  override readonly categories = ['spreadsheet'];
  /** Spreadsheets are found through the Drive API. */
  override readonly hosts = ['www.googleapis.com'];
  override readonly limits = { perConnection: { amount: 60, seconds: 60 }, perApplication: { amount: 300, seconds: 60 } };

  baseUrl() {
    return 'https://sheets.googleapis.com/v4';
  }

  oauth2(): OAuth2Options {
    return {
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: 'https://oauth2.googleapis.com/token',
      revokeUrl: 'https://oauth2.googleapis.com/revoke',
      scopes,
      // Without them Google gives no refresh token, or only at the first consent.
      authorizeParameters: { access_type: 'offline', prompt: 'consent' },
      clientAuthentication: 'body',
    };
  }

  /**
   * Sheets itself answers nothing without a spreadsheet.
   * @see https://developers.google.com/workspace/drive/api/reference/rest/v3/about/get
   */
  override test() {
    return get('https://www.googleapis.com/drive/v3/about', { query: { fields: 'user' } });
  }
}
