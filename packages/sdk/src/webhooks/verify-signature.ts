import { WebhookSignatureError } from '../errors/webhook-signature-error.ts';
import { verifyBodyTag } from './schemes/body-tag.ts';
import { verifyHubspotV3 } from './schemes/hubspot-v3.ts';
import { verifySharedToken } from './schemes/shared-token.ts';
import { verifySlack } from './schemes/slack.ts';
import { verifyStandardWebhooks } from './schemes/standard-webhooks.ts';
import { verifyStripe } from './schemes/stripe.ts';
import type { Signature } from './signatures.ts';
import type { WebhookRequest } from './webhook-request.ts';

export interface VerifyOptions {
  /** The signing secret; several while one replaces another. */
  readonly secret: string | readonly string[] | undefined;
  /** Milliseconds since 1970; the clock of this machine where it is absent. */
  readonly now?: number;
}

export interface VerifiedSignature {
  /** When it was made, as the service wrote it; absent where the scheme holds no time. */
  readonly time?: string;
}

const githubFacts = { header: 'x-hub-signature-256', algorithm: 'sha256', encoding: 'hex', prefix: 'sha256=' } as const;
const shopifyFacts = { header: 'x-shopify-hmac-sha256', algorithm: 'sha256', encoding: 'base64' } as const;

/**
 * Proves that a delivery comes from the service and was not changed. Throws a WebhookSignatureError where it does not, also where no
 * secret is known: a webhook that should be signed is never taken unsigned.
 */
export function verifySignature(
  signature: Signature,
  request: WebhookRequest,
  { secret, now = Date.now() }: VerifyOptions,
): VerifiedSignature {
  if (signature.scheme === 'none') return {};
  const secrets = typeof secret === 'string' ? [secret] : (secret ?? []);
  if (secrets.length === 0 || secrets.includes('')) {
    throw new WebhookSignatureError('No signing secret is known for this webhook. Subscribe again, or enter the secret.');
  }
  switch (signature.scheme) {
    case 'github':
      verifyBodyTag(request, secrets, githubFacts);
      return {};
    case 'shopify':
      verifyBodyTag(request, secrets, shopifyFacts);
      return {};
    case 'hmac':
      verifyBodyTag(request, secrets, signature);
      return {};
    case 'sharedToken':
      verifySharedToken(request, secrets, signature);
      return {};
    case 'stripe':
      return { time: verifyStripe(request, secrets, now) };
    case 'slack':
      return { time: verifySlack(request, secrets, now) };
    case 'hubspotV3':
      return { time: verifyHubspotV3(request, secrets, now) };
    case 'standardWebhooks':
      return { time: verifyStandardWebhooks(request, secrets, now) };
  }
}
