import { decodeTag, requireTag } from '../message-tag.ts';
import { requireRecent } from '../timestamp.ts';
import { requireHeader, type WebhookRequest } from '../webhook-request.ts';

const header = 'x-hubspot-signature-v3';
const timeHeader = 'x-hubspot-request-timestamp';

/** The characters that HubSpot signs as themselves: : / ? @ ! $ ' ( ) * , ; — all others stay encoded. */
const decodedBeforeSigning = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/** Base64; signed is method, address, body and milliseconds, with nothing in between. Gives the time. */
export function verifyHubspotV3(request: WebhookRequest, keys: readonly string[], now: number): string {
  const time = requireHeader(request, timeHeader);
  requireRecent(time, 'milliseconds', timeHeader, now);
  const tag = decodeTag(requireHeader(request, header), 'base64');
  const address = request.url.replace(decodedBeforeSigning, decodeURIComponent);
  const parts = [request.method.toUpperCase(), address, request.rawBody, time];
  requireTag([tag], { algorithm: 'sha256', keys, parts }, header);
  return time;
}
