import { z } from 'zod';

/** How a service makes sure that an address belongs to whoever entered it, as data. */
export const Challenge = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('echo-field'),
    /** Dotted path of the field of the body that is sent back, as JSON. */
    field: z.string(),
    /** Tells a challenge from an event; absent: every body that has the field is a challenge. */
    when: z.object({ field: z.string(), is: z.string() }).exactOptional(),
  }),
  z.object({
    kind: z.literal('echo-query'),
    /** The parameter that is sent back, as text. */
    parameter: z.string(),
    when: z.object({ parameter: z.string(), is: z.string() }).exactOptional(),
    /** The parameter that holds the verify token we gave the service; absent where the service knows none. */
    token: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('echo-header'),
    /** In lower case; sent back in a header of the same name. */
    header: z.string(),
    /** The value is the signing secret of everything that follows. It is taken once: a webhook that has a secret keeps it. */
    isSecret: z.boolean().exactOptional(),
  }),
  z.object({
    kind: z.literal('sign-query'),
    /** The parameter that is signed with the secret of the webhook: HMAC-SHA256, base64. */
    parameter: z.string(),
    /** The field of the JSON answer that holds the signature. */
    field: z.string(),
    prefix: z.string().exactOptional(),
  }),
]);
export type Challenge = z.infer<typeof Challenge>;
type ChallengeOf<Kind extends Challenge['kind']> = Extract<Challenge, { kind: Kind }>;

/** The challenges of well-known services; others are written as data, for example `{ kind: 'echo-field', field: 'challenge' }`. */
export const challenges = {
  /** A signed body of the type `url_verification`. @see https://docs.slack.dev/reference/events/url_verification */
  slack: (): ChallengeOf<'echo-field'> => ({
    kind: 'echo-field',
    field: 'challenge',
    when: { field: 'type', is: 'url_verification' },
  }),

  /** `hub.challenge` beside our verify token. @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
  meta: (): ChallengeOf<'echo-query'> => ({
    kind: 'echo-query',
    parameter: 'hub.challenge',
    when: { parameter: 'hub.mode', is: 'subscribe' },
    token: 'hub.verify_token',
  }),

  /** `validationToken`. @see https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks */
  microsoft: (): ChallengeOf<'echo-query'> => ({ kind: 'echo-query', parameter: 'validationToken' }),

  /** The handshake that brings the signing secret in `X-Hook-Secret`. @see https://developers.asana.com/docs/webhooks-guide */
  asana: (): ChallengeOf<'echo-header'> => ({ kind: 'echo-header', header: 'x-hook-secret', isSecret: true }),

  /** `crc_token`, signed with the secret of the client. @see https://docs.x.com/x-api/webhooks/introduction */
  x: (): ChallengeOf<'sign-query'> => ({
    kind: 'sign-query',
    parameter: 'crc_token',
    field: 'response_token',
    prefix: 'sha256=',
  }),
};
