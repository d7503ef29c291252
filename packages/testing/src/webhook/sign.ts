import { createHmac } from 'node:crypto';
import type { Signature } from '@mortise/sdk';

/** What a service signs. */
export interface Signable {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
  readonly deliveryId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Schemes whose signature holds a time. */
export const timedSchemes: ReadonlySet<Signature['scheme']> = new Set(['hubspotV3', 'slack', 'standardWebhooks', 'stripe']);

/** The characters of an address that HubSpot signs decoded. */
const decodedByHubspot = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/** The headers with which a service proves that a delivery is its own; written anew here, so that tests do not prove a mistake with itself. */
export function sign(signature: Signature, secret: string, delivery: Signable): Record<string, string> {
  const { body, at, deliveryId, method, url } = delivery;
  const seconds = String(Math.floor(at / 1000));
  switch (signature.scheme) {
    case 'none':
      return {};
    case 'sharedToken':
      return { [signature.header]: `${signature.prefix ?? ''}${secret}` };
    case 'github':
      return { 'x-hub-signature-256': `sha256=${hmac('sha256', secret, [body]).toString('hex')}` };
    case 'shopify':
      return { 'x-shopify-hmac-sha256': hmac('sha256', secret, [body]).toString('base64') };
    case 'hmac': {
      const tag = hmac(signature.algorithm, secret, [body]).toString(signature.encoding);
      return { [signature.header]: `${signature.prefix ?? ''}${tag}` };
    }
    case 'stripe':
      return { 'stripe-signature': `t=${seconds},v1=${hmac('sha256', secret, [`${seconds}.`, body]).toString('hex')}` };
    case 'slack': {
      const tag = hmac('sha256', secret, [`v0:${seconds}:`, body]).toString('hex');
      return { 'x-slack-request-timestamp': seconds, 'x-slack-signature': `v0=${tag}` };
    }
    case 'hubspotV3': {
      const address = url.replace(decodedByHubspot, decodeURIComponent);
      const tag = hmac('sha256', secret, [method, address, body, String(at)]).toString('base64');
      return { 'x-hubspot-request-timestamp': String(at), 'x-hubspot-signature-v3': tag };
    }
    case 'standardWebhooks': {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      const tag = hmac('sha256', key, [`${deliveryId}.${seconds}.`, body]).toString('base64');
      return { 'webhook-id': deliveryId, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${tag}` };
    }
  }
}

function hmac(algorithm: string, key: string | Uint8Array, parts: readonly (string | Uint8Array)[]): Buffer {
  const tag = createHmac(algorithm, key);
  for (const part of parts) tag.update(part);
  return tag.digest();
}
