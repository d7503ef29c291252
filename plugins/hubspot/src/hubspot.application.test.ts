import { describeApi, EgressGuard, Redactor } from '@mortise/sdk';
import { authorizationUrl, TokenEndpoint } from '@mortise/sdk/oauth2';
import { startFakeApi, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { ArchiveContact } from './connectors/archive-contact.ts';
import { HubSpot } from './hubspot.application.ts';

const input = { contactId: '51' };
const archived = { status: 204 };

/** How a call ends that HubSpot answers like this. */
function outcomeOf(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const api = testConnector(ArchiveContact, { application: HubSpot, settings: { login: 'token' } });
  return api.replies({ status, headers, body }).outcome(input);
}

describe('HubSpot', () => {
  it('sends the token of a private app to the dated API', async () => {
    const settings = { login: 'token' };
    const api = testConnector(ArchiveContact, { application: HubSpot, settings, credentials: { token: 'pat-na1-of-nobody' } });
    api.replies(archived);

    await api.run(input);

    expect(api.requests).toMatchObject([
      {
        host: 'api.hubapi.com',
        path: '/crm/objects/2026-09/contacts/51',
        headers: { authorization: 'Bearer pat-na1-of-nobody' },
      },
    ]);
  });

  it('sends the browser to HubSpot, with what the actions need', () => {
    const { authentication } = describeApi(new HubSpot(), { login: 'oauth2' });
    if (authentication.kind !== 'oauth2') return expect.fail('It does not sign in with OAuth 2.');
    const request = { clientId: 'mortise', redirectUri: 'https://host.example/back', state: 'st', challenge: 'ch' };
    const address = new URL(authorizationUrl(authentication, request));

    expect(`${address.origin}${address.pathname}`).toBe('https://app.hubspot.com/oauth/authorize');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: 'mortise',
      redirect_uri: 'https://host.example/back',
      scope:
        'oauth crm.objects.companies.read crm.objects.companies.write crm.objects.contacts.read crm.objects.contacts.write ' +
        'crm.objects.deals.read crm.objects.deals.write crm.objects.owners.read tickets',
    });
  });

  it('renews a token that has expired', async () => {
    const credentials = { clientId: 'mortise', clientSecret: 'secret-of-nobody' };
    const api = testConnector(ArchiveContact, { application: HubSpot, settings: { login: 'oauth2' }, credentials });
    const message = 'The OAuth token used to make this call expired 1 second(s) ago.';
    const expired = { status: 'error', message, correlationId: '4a1b', category: 'EXPIRED_AUTHENTICATION' };
    api.replies({ status: 401, body: expired }, archived);

    await api.run(input);

    expect(api.signIns).toMatchObject([
      {
        method: 'POST',
        host: 'api.hubapi.com',
        path: '/oauth/2026-09/token',
        body: {
          grant_type: 'refresh_token',
          client_id: 'mortise',
          client_secret: 'secret-of-nobody',
          refresh_token: expect.any(String),
        },
      },
    ]);
  });

  it('gives tokens back as HubSpot wants it', async () => {
    const { authentication } = describeApi(new HubSpot(), { login: 'oauth2' });
    if (authentication.kind !== 'oauth2') return expect.fail('It does not sign in with OAuth 2.');
    const api = await startFakeApi();
    const credentials = { clientId: 'mortise', clientSecret: 'secret-of-nobody' };
    const guard = new EgressGuard([`127.0.0.1:${api.port}`]);
    const endpoint = new TokenEndpoint(authentication, credentials, guard, new Redactor(), api.reroute);
    api.replies({ status: 204 });

    await endpoint.revoke({ accessToken: 'access-of-nobody', refreshToken: 'refresh-of-nobody', issuedAt: Date.now() });

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        host: 'api.hubapi.com',
        path: '/oauth/2026-09/token/revoke',
        headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
        body: {
          client_id: 'mortise',
          client_secret: 'secret-of-nobody',
          token: 'refresh-of-nobody',
          token_type_hint: 'refresh_token',
        },
      },
    ]);
  });

  it('asks for the account when the connection is tested', () => {
    const { test } = describeApi(new HubSpot(), { login: 'token' });
    expect(test).toMatchObject({ method: 'GET', path: '/account-info/2026-09/details' });
  });

  it('fails with the words of HubSpot where a scope is missing', async () => {
    const message = 'This app hasn’t been granted all required scopes to make this call.';
    const refusal = { status: 'error', message, correlationId: '4a1b', category: 'MISSING_SCOPES' };
    expect(await outcomeOf(403, refusal)).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', status: 403, detail: expect.stringContaining('granted all required scopes') },
    });
  });

  it('waits where the limit of ten seconds is reached', async () => {
    const message = 'You have reached your ten_secondly_rolling limit.';
    const refusal = { status: 'error', message, errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' };
    expect(await outcomeOf(429, refusal)).toMatchObject({ error: { code: 'rate_limit', retryable: true } });
  });

  it('tries again where a record is locked, or the account moves to another data centre', async () => {
    expect(await outcomeOf(423, { status: 'error', message: 'Locked' })).toMatchObject({ outcome: 'retry' });
    const moving = await outcomeOf(477, { status: 'error', message: 'Migration in progress' }, { 'retry-after': '60' });
    expect(moving).toMatchObject({ outcome: 'retry' });
  });

  it('keeps to a hundred requests in ten seconds', () => {
    expect(new HubSpot().limits).toEqual({ perConnection: { amount: 100, seconds: 10 } });
  });
});
