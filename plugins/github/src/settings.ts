import { select, url } from '@mortise/sdk';
import { z } from 'zod';

export const GitHubSettings = z.object({
  login: select('Sign in with', { token: 'An access token', oauth2: 'An OAuth app or GitHub App' }).default('token'),
  server: url('Server', { help: 'Of GitHub Enterprise Server, without /api; github.com if empty.', optional: true }),
});
export type GitHubSettings = z.infer<typeof GitHubSettings>;
