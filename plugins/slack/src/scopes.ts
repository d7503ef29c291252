/** What the actions and webhooks need. @see https://docs.slack.dev/reference/scopes/ */
export const scopes = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'files:write',
  'groups:history',
  'groups:read',
  'groups:write',
  'im:write',
  'mpim:write',
  'reactions:read',
  'reactions:write',
  'users:read',
  'users:read.email',
];
