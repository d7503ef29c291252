import { Application, bearer, oauth2, post, type SettingsOf, select } from '@mortise/sdk';
import { z } from 'zod';
import { refusal } from './refusal.ts';
import { scopes } from './scopes.ts';

/** @see https://docs.slack.dev/apis/web-api/ */
export class Slack extends Application {
  readonly name = 'slack';
  readonly title = 'Slack';
  readonly description = 'Messages, files, channels and people of a Slack workspace.';
  override readonly categories = ['messaging'];
  override readonly settings = z.object({ login: select('Sign in with', { oauth2: 'A Slack app', token: 'A bot token' }) });
  override readonly bodyRefusal = refusal;
  /** What most methods take (tier 3). Those that take less say so with `Retry-After`. */
  override readonly limits = { perConnection: { amount: 50, seconds: 60 } };
  /** Where the content of files is sent. */
  override readonly hosts = ['files.slack.com'];

  baseUrl() {
    return 'https://slack.com/api';
  }

  override signIn({ login }: SettingsOf<Slack>) {
    if (login === 'token') return bearer();
    const authorizeUrl = 'https://slack.com/oauth/v2/authorize';
    return oauth2({ authorizeUrl, tokenUrl: 'https://slack.com/api/oauth.v2.access', scopes, scopeSeparator: ',' });
  }

  override test() {
    return post('/auth.test');
  }
}
