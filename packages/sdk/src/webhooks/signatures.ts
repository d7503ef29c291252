import { z } from 'zod';

const Header = z.string().regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/, 'must be a header name in lower case');

/** How a service proves that a delivery comes from it, as data: a host verifies it without loading the plugin. */
export const Signature = z.discriminatedUnion('scheme', [
  z.object({ scheme: z.literal('none') }),
  z.object({ scheme: z.literal('github') }),
  z.object({ scheme: z.literal('hubspotV3') }),
  z.object({ scheme: z.literal('shopify') }),
  z.object({ scheme: z.literal('slack') }),
  z.object({ scheme: z.literal('standardWebhooks') }),
  z.object({ scheme: z.literal('stripe') }),
  z.object({
    scheme: z.literal('hmac'),
    header: Header,
    algorithm: z.enum(['sha1', 'sha256', 'sha512']),
    encoding: z.enum(['hex', 'base64', 'base64url']),
    /** What stands before the signature in the header, for example `sha256=`. */
    prefix: z.string().exactOptional(),
  }),
  z.object({
    scheme: z.literal('sharedToken'),
    header: Header,
    /** What stands before the token in the header, for example `Bearer `. */
    prefix: z.string().exactOptional(),
  }),
]);
export type Signature = z.infer<typeof Signature>;
type SignatureOf<Scheme extends Signature['scheme']> = Extract<Signature, { scheme: Scheme }>;

/** The signature schemes a webhook can name. Signatures with a time are taken for 300 seconds before and after it. */
export const signatures = {
  /**
   * HMAC-SHA256 of the body in `X-Hub-Signature-256`, hexadecimal after `sha256=`.
   * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
   */
  github: (): SignatureOf<'github'> => ({ scheme: 'github' }),

  /**
   * Time and one or more HMAC-SHA256 (`t=…,v1=…`) in `Stripe-Signature`.
   * @see https://docs.stripe.com/webhooks/signature
   */
  stripe: (): SignatureOf<'stripe'> => ({ scheme: 'stripe' }),

  /**
   * HMAC-SHA256 in `X-Slack-Signature`, its time in `X-Slack-Request-Timestamp`.
   * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
   */
  slack: (): SignatureOf<'slack'> => ({ scheme: 'slack' }),

  /**
   * HMAC-SHA256 of the body in `X-Shopify-Hmac-Sha256`, base64; the secret is that of the OAuth client.
   * @see https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
   */
  shopify: (): SignatureOf<'shopify'> => ({ scheme: 'shopify' }),

  /**
   * HMAC-SHA256 of method, address, body and time in `X-HubSpot-Signature-v3`, its time in `X-HubSpot-Request-Timestamp`.
   * @see https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
   */
  hubspotV3: (): SignatureOf<'hubspotV3'> => ({ scheme: 'hubspotV3' }),

  /**
   * Symmetric signatures of Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`; the secret is base64 after `whsec_`.
   * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
   */
  standardWebhooks: (): SignatureOf<'standardWebhooks'> => ({ scheme: 'standardWebhooks' }),

  /** An HMAC (RFC 2104) of the body in a header of the service's own. It holds no time, so only delivery ids stop a replay. */
  hmac: ({ header, ...facts }: Omit<SignatureOf<'hmac'>, 'scheme'>): SignatureOf<'hmac'> => ({
    scheme: 'hmac',
    header: header.toLowerCase(),
    ...facts,
  }),

  /** For services that sign nothing and send the secret itself, such as GitLab in `X-Gitlab-Token`. */
  sharedToken: ({ header, ...facts }: Omit<SignatureOf<'sharedToken'>, 'scheme'>): SignatureOf<'sharedToken'> => ({
    scheme: 'sharedToken',
    header: header.toLowerCase(),
    ...facts,
  }),

  /** For services that prove nothing: whoever knows the address can start the process. */
  none: (): SignatureOf<'none'> => ({ scheme: 'none' }),
};
