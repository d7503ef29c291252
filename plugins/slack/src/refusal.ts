import type { BodyRefusal } from '@mortise/sdk';

/** Slack answers 200 and says in the body that it refused. @see https://docs.slack.dev/apis/web-api/#responses */
export const refusal: BodyRefusal = {
  field: 'ok',
  is: false,
  code: 'error',
  signIn: ['invalid_auth', 'not_authed', 'token_expired', 'token_revoked', 'account_inactive'],
  retry: ['ratelimited', 'rate_limited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
};
