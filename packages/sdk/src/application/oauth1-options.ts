import { z } from 'zod';

export const OAuth1Options = z.object({
  signatureMethod: z.enum(['HMAC-SHA1', 'HMAC-SHA256']).default('HMAC-SHA1'),
  /** The three addresses of a sign-in in the browser. Without all of them the user pastes a token and its secret. */
  requestTokenUrl: z.url().optional(),
  authorizeUrl: z.url().optional(),
  accessTokenUrl: z.url().optional(),
  /** Sent along in the header where the service wants it; it is no part of the signature. */
  realm: z
    .string()
    .regex(/^[\x20-\x7e]*$/)
    .optional(),
});

/** The facts of a service that signs requests by OAuth 1.0 (RFC 5849). */
export type OAuth1Options = z.input<typeof OAuth1Options>;

/** Whether a user can sign in to such a service in the browser. */
export function isThreeLegged({ requestTokenUrl, authorizeUrl, accessTokenUrl }: OAuth1Options): boolean {
  return requestTokenUrl !== undefined && authorizeUrl !== undefined && accessTokenUrl !== undefined;
}
