import { describeApi } from '@mortise/sdk';
import { authorizationUrl } from '@mortise/sdk/oauth2';
import { testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { GetPermalink } from './connectors/get-permalink.ts';
import { Slack } from './slack.application.ts';

const input = { channel: 'C024BE91L', message_ts: '1763971200.000100' };
const done = { ok: true, channel: 'C024BE91L', permalink: 'https://ghostbusters.slack.com/archives/C024BE91L/p1763971200000100' };

/** How a call ends that Slack answers like this. */
function outcomeOf(...replies: readonly unknown[]) {
  const api = testConnector(GetPermalink, { application: Slack, settings: { login: 'token' } });
  return api.replies(...replies).outcome(input);
}

describe('Slack', () => {
  it('sends the token of the bot to slack.com', async () => {
    const settings = { login: 'token' };
    const api = testConnector(GetPermalink, { application: Slack, settings, credentials: { token: 'xoxb-of-nobody' } });
    api.replies(done);

    expect(await api.run(input)).toEqual(done);
    expect(api.requests).toMatchObject([
      { method: 'GET', host: 'slack.com', path: '/api/chat.getPermalink', headers: { authorization: 'Bearer xoxb-of-nobody' } },
    ]);
  });

  it('sends the browser to Slack, with the scopes of a bot and commas between them', () => {
    const { authentication } = describeApi(new Slack(), { login: 'oauth2' });
    if (authentication.kind !== 'oauth2') return expect.fail('It does not sign in with OAuth 2.');
    const request = { clientId: '42.7', redirectUri: 'https://host.example/back', state: 'st', challenge: 'ch' };
    const address = new URL(authorizationUrl(authentication, request));

    expect(`${address.origin}${address.pathname}`).toBe('https://slack.com/oauth/v2/authorize');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: '42.7',
      redirect_uri: 'https://host.example/back',
      state: 'st',
      scope:
        'app_mentions:read,channels:history,channels:join,channels:manage,channels:read,chat:write,files:write,groups:history,' +
        'groups:read,groups:write,im:write,mpim:write,reactions:read,reactions:write,users:read,users:read.email',
    });
  });

  it('renews a token that has expired, which Slack says with status 200', async () => {
    const credentials = { clientId: '42.7', clientSecret: 'secret-of-nobody' };
    const api = testConnector(GetPermalink, { application: Slack, settings: { login: 'oauth2' }, credentials });
    api.replies({ ok: false, error: 'token_expired' }, done);

    expect(await api.run(input)).toEqual(done);
    expect(api.signIns).toMatchObject([
      {
        method: 'POST',
        host: 'slack.com',
        path: '/api/oauth.v2.access',
        headers: { authorization: `Basic ${btoa('42.7:secret-of-nobody')}` },
        body: { grant_type: 'refresh_token', refresh_token: expect.any(String) },
      },
    ]);
  });

  it('asks who it is when the connection is tested', () => {
    expect(describeApi(new Slack(), { login: 'token' }).test).toMatchObject({ method: 'POST', path: '/auth.test' });
  });

  it('fails with the word of Slack where ok is false', async () => {
    expect(await outcomeOf({ ok: false, error: 'channel_not_found' })).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', status: 200, detail: expect.stringContaining('channel_not_found') },
    });
  });

  it.each(['invalid_auth', 'not_authed', 'token_expired', 'token_revoked', 'account_inactive'])(
    'asks to sign in again where Slack says %s',
    async (error) => {
      expect(await outcomeOf({ ok: false, error })).toMatchObject({ outcome: 'fail', error: { code: 'sign_in_failed' } });
    },
  );

  it.each(['ratelimited', 'rate_limited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
    'tries again where Slack says %s',
    async (error) => {
      expect(await outcomeOf({ ok: false, error })).toMatchObject({ outcome: 'retry' });
    },
  );

  it('waits where a method was called too often', async () => {
    const refusal = { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } };
    expect(await outcomeOf(refusal)).toMatchObject({ error: { code: 'rate_limit', retryable: true } });
  });

  it('keeps to fifty requests a minute, as most methods demand', () => {
    expect(new Slack().limits).toEqual({ perConnection: { amount: 50, seconds: 60 } });
  });
});
