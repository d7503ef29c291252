import { Application, bearer, get, oauth2, type SettingsOf } from '@mortise/sdk';
import { apiVersion } from './api-version.ts';
import { scopes } from './scopes.ts';
import { GitHubSettings } from './settings.ts';

/** @see https://docs.github.com/en/rest */
export class GitHub extends Application {
  readonly name = 'github';
  readonly title = 'GitHub';
  readonly description = 'Repositories, issues, pull requests, workflows and releases on GitHub.';
  override readonly categories = ['developer-tools'];
  override readonly settings = GitHubSettings;
  override readonly headers = { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': apiVersion };
  /** The points that a minute has, where reading takes one. What is left of the hour is in the headers of each answer. */
  override readonly limits = { perConnection: { amount: 900, seconds: 60 } };
  /** Where archives and the files of releases lie. */
  override readonly hosts = ['codeload.github.com', '*.githubusercontent.com'];

  baseUrl({ server }: SettingsOf<GitHub>) {
    return server ? `${server}/api/v3` : 'https://api.github.com';
  }

  override signIn({ login, server = 'https://github.com' }: SettingsOf<GitHub>) {
    if (login === 'token') return bearer();
    const endpoints = { authorizeUrl: `${server}/login/oauth/authorize`, tokenUrl: `${server}/login/oauth/access_token` };
    return oauth2({ ...endpoints, scopes, clientAuthentication: 'body' });
  }

  override test() {
    return get('/user');
  }
}
