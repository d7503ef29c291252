import { describeApi, RestConnector } from '@mortise/sdk';
import { describePlugin } from '@mortise/sdk/manifest';
import { authorizationUrl } from '@mortise/sdk/oauth2';
import { testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ListIssues } from './connectors/list-issues.ts';
import { ListProjects } from './connectors/list-projects.ts';
import { GitHub } from './github.application.ts';
import plugin from './index.ts';

const gitHub = new GitHub();

class TestConnection extends RestConnector {
  readonly name = 'test-connection';
  readonly title = 'Test the connection';
  readonly input = z.object({});
  readonly output = z.looseObject({ login: z.string() });

  request() {
    return gitHub.test();
  }
}

describe('GitHub', () => {
  it('asks who it is, in the version it is made for', async () => {
    const api = testConnector(TestConnection, { application: GitHub, credentials: { token: 'token-of-ada' } });
    api.replies({ login: 'ada' });

    expect(await api.run({})).toEqual({ login: 'ada' });
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        host: 'api.github.com',
        path: '/user',
        headers: {
          accept: 'application/vnd.github+json',
          authorization: 'Bearer token-of-ada',
          'user-agent': 'Mortise',
          'x-github-api-version': '2026-03-10',
        },
      },
    ]);
  });

  it('sends the browser to github.com, with what the actions need', () => {
    const { baseUrl, authentication } = describeApi(gitHub, { login: 'oauth2' });
    if (authentication.kind !== 'oauth2') return expect.fail('It does not sign in with OAuth 2.');
    const request = { clientId: 'Iv1.nobody', redirectUri: 'https://host.example/back', state: 'st', challenge: 'ch' };
    const address = new URL(authorizationUrl(authentication, request));

    expect(baseUrl).toBe('https://api.github.com');
    expect(`${address.origin}${address.pathname}`).toBe('https://github.com/login/oauth/authorize');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: 'Iv1.nobody',
      redirect_uri: 'https://host.example/back',
      scope: 'repo workflow read:org project',
    });
  });

  it('renews the token of a GitHub App', async () => {
    const credentials = { clientId: 'Iv1.nobody', clientSecret: 'secret-of-nobody' };
    const api = testConnector(TestConnection, { application: GitHub, settings: { login: 'oauth2' }, credentials });
    api.replies({ status: 401, body: { message: 'Bad credentials', status: '401' } }, { login: 'ada' });

    await api.run({});

    expect(api.signIns).toMatchObject([
      {
        method: 'POST',
        host: 'github.com',
        path: '/login/oauth/access_token',
        body: { grant_type: 'refresh_token', client_id: 'Iv1.nobody', client_secret: 'secret-of-nobody' },
      },
    ]);
  });

  it('reaches the hosts that files lie at, and keeps to the points of a minute', () => {
    const { application } = describePlugin(plugin, { sdk: '^1.0.0' });
    expect(application.hosts).toEqual(
      expect.arrayContaining(['api.github.com', 'codeload.github.com', '*.githubusercontent.com']),
    );
    expect(gitHub.limits).toEqual({ perConnection: { amount: 900, seconds: 60 } });
  });

  it('stays at the own server of an enterprise', async () => {
    const server = 'https://github.example.com';
    expect(describeApi(gitHub, { login: 'oauth2', server })).toMatchObject({
      baseUrl: 'https://github.example.com/api/v3',
      authentication: {
        authorizeUrl: 'https://github.example.com/login/oauth/authorize',
        tokenUrl: 'https://github.example.com/login/oauth/access_token',
      },
    });

    const api = testConnector(ListIssues, { application: GitHub, settings: { server } });
    api.replies([]);
    await api.pages({ owner: 'octo-org', repo: 'shop' });
    expect(api.requests).toMatchObject([{ host: 'github.example.com', path: '/api/v3/repos/octo-org/shop/issues' }]);
  });

  it('asks GraphQL beside the REST API of such a server, and below it at github.com', async () => {
    const nothing = { data: { repositoryOwner: null } };
    const atServer = testConnector(ListProjects, { application: GitHub, settings: { server: 'https://github.example.com' } });
    const atGitHub = testConnector(ListProjects, { application: GitHub });

    await atServer.replies(nothing).pages({ owner: 'octo-org' });
    await atGitHub.replies(nothing).pages({ owner: 'octo-org' });

    expect(atServer.requests).toMatchObject([{ method: 'POST', host: 'github.example.com', path: '/api/graphql' }]);
    expect(atGitHub.requests).toMatchObject([{ method: 'POST', host: 'api.github.com', path: '/graphql' }]);
  });

  it('waits where GitHub asks for time, with 403 too', async () => {
    for (const refusal of [
      { status: 403, headers: { 'retry-after': '60' }, body: { message: 'You have exceeded a secondary rate limit.' } },
      { status: 429, headers: { 'retry-after': '60' }, body: { message: 'You have exceeded a secondary rate limit.' } },
      {
        status: 403,
        headers: { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' },
        body: { message: 'API rate limit exceeded' },
      },
    ]) {
      const api = testConnector(TestConnection, { application: GitHub });
      api.replies(refusal);
      expect(await api.outcome({})).toMatchObject({ error: { code: 'rate_limit', retryable: true } });
    }
  });

  it('does not wait where something is forbidden', async () => {
    const api = testConnector(TestConnection, { application: GitHub });
    const message = 'Resource not accessible by integration';
    api.replies({ status: 403, headers: { 'x-ratelimit-remaining': '4999' }, body: { message, status: '403' } });

    expect(await api.outcome({})).toMatchObject({
      error: { code: 'api_rejected', status: 403, detail: expect.stringContaining(message) },
    });
  });
});
