import { describeApi } from '@mortise/sdk';
import { describePlugin } from '@mortise/sdk/manifest';
import { authorizationUrl } from '@mortise/sdk/oauth2';
import { testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { ClearRange } from './connectors/clear-range.ts';
import { GoogleSheets } from './google-sheets.application.ts';
import plugin from './index.ts';

const input = { spreadsheetId: '1AbC', range: 'Orders!A2:D' };
const cleared = { spreadsheetId: '1AbC', clearedRange: 'Orders!A2:D1000' };

/** How a call ends that Google answers like this. */
function outcomeOf(code: number, status: string, message: string) {
  return testConnector(ClearRange, { application: GoogleSheets })
    .replies({ status: code, body: { error: { code, message, status } } })
    .outcome(input);
}

describe('GoogleSheets', () => {
  it('calls version 4 of the API with the token as a bearer', async () => {
    const api = testConnector(ClearRange, { application: GoogleSheets });
    api.replies(cleared);

    await api.run(input);

    expect(api.requests).toMatchObject([
      {
        host: 'sheets.googleapis.com',
        path: '/v4/spreadsheets/1AbC/values/Orders!A2%3AD:clear',
        headers: { authorization: expect.stringMatching(/^Bearer /) },
      },
    ]);
  });

  it('sends the browser to Google for a lasting consent', () => {
    const { authentication } = describeApi(new GoogleSheets(), {});
    if (authentication.kind !== 'oauth2') return expect.fail('It does not sign in with OAuth 2.');
    const request = { clientId: 'mortise', redirectUri: 'https://host.example/back', state: 'st', challenge: 'ch' };
    const address = new URL(authorizationUrl(authentication, request));

    expect(`${address.origin}${address.pathname}`).toBe('https://accounts.google.com/o/oauth2/v2/auth');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: 'mortise',
      redirect_uri: 'https://host.example/back',
      scope: 'https://www.googleapis.com/auth/spreadsheets https://www.googleapis.com/auth/drive.metadata.readonly',
      access_type: 'offline',
      prompt: 'consent',
    });
    expect(authentication.revokeUrl).toBe('https://oauth2.googleapis.com/revoke');
  });

  it('renews a token that has expired', async () => {
    const credentials = { clientId: 'mortise', clientSecret: 'GOCSPX-of-nobody' };
    const api = testConnector(ClearRange, { application: GoogleSheets, credentials });
    const message = 'Request had invalid authentication credentials.';
    api.replies({ status: 401, body: { error: { code: 401, message, status: 'UNAUTHENTICATED' } } }, cleared);

    expect(await api.run(input)).toEqual(cleared);
    expect(api.signIns).toMatchObject([
      {
        method: 'POST',
        host: 'oauth2.googleapis.com',
        path: '/token',
        body: { grant_type: 'refresh_token', client_id: 'mortise', client_secret: 'GOCSPX-of-nobody' },
      },
    ]);
  });

  it('asks Drive who the user is when it is tested, as Sheets answers nothing without a spreadsheet', () => {
    expect(describeApi(new GoogleSheets(), {}).test).toMatchObject({
      method: 'GET',
      path: 'https://www.googleapis.com/drive/v3/about?fields=user',
    });
  });

  it('fails with the words of Google where the account may not open the spreadsheet', async () => {
    expect(await outcomeOf(403, 'PERMISSION_DENIED', 'The caller does not have permission')).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', status: 403, detail: expect.stringContaining('The caller does not have permission') },
    });
  });

  it('waits where the quota of a minute is used up', async () => {
    const message =
      "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com'";
    expect(await outcomeOf(429, 'RESOURCE_EXHAUSTED', message)).toMatchObject({
      outcome: 'retry',
      error: { code: 'rate_limit', retryable: true },
    });
  });

  it('reaches Sheets, Drive and the token endpoint, and keeps to the quota of a new project', () => {
    const { application } = describePlugin(plugin, { sdk: '^1.0.0' });
    expect([...application.hosts].sort()).toEqual(['oauth2.googleapis.com', 'sheets.googleapis.com', 'www.googleapis.com']);
    expect(new GoogleSheets().limits).toEqual({
      perConnection: { amount: 60, seconds: 60 },
      perApplication: { amount: 300, seconds: 60 },
    });
  });
});
