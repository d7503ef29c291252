/** What the actions and webhooks need. @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
export const scopes = ['repo', 'workflow', 'read:org', 'project'];
