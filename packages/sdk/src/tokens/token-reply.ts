import { z } from 'zod';
import type { TokenSet } from '../application/authentication.ts';
import { SignInError } from '../errors/sign-in-error.ts';

const longestLifetimeSeconds = 10 * 365 * 24 * 60 * 60;

/** What can stand in a header: RFC 6749, appendix A.12. */
export const Token = z.string().regex(/^[\x20-\x7e]+$/);

/** How long a token lives, in seconds. Some services send it as text, and `null` or `0` for a token that does not expire. */
export const Lifetime = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().nonnegative().max(longestLifetimeSeconds))
  .nullish();

/** Tokens that have to be proven with each request, which nobody does for them (RFC 6749, 7.1). Any other type is sent as it is. */
const provenTypes: ReadonlySet<string> = new Set(['mac', 'dpop', 'pop']);

/** The answer of a token endpoint (RFC 6749, 5.1). Some services send `null` for what they do not give. */
const TokenReply = z.object({
  access_token: Token,
  refresh_token: Token.nullish(),
  expires_in: Lifetime,
  token_type: z.string().nullish(),
  scope: z.string().nullish(),
});

/** Reads the answer of a token endpoint; the old refresh token is kept where it holds none. Throws a SignInError for an unusable one. */
export function readTokenReply(reply: unknown, oldRefreshToken: string | undefined, host: string): TokenSet {
  const { data, error } = TokenReply.safeParse(reply);
  if (!data) {
    const fields = error.issues.map(({ path }) => path.join('.') || 'the answer itself').join(', ');
    throw new SignInError(`The token endpoint at ${host} answered without a usable token (see ${fields}). Nothing was stored.`);
  }
  if (data.token_type != null && provenTypes.has(data.token_type.toLowerCase())) {
    throw new SignInError(
      `The token endpoint at ${host} gave a token of type "${data.token_type}", which cannot be sent. Nothing was stored.`,
    );
  }
  const issuedAt = Date.now();
  const refreshToken = data.refresh_token ?? oldRefreshToken;
  return {
    accessToken: data.access_token,
    issuedAt,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(data.expires_in ? { expiresAt: issuedAt + data.expires_in * 1000 } : {}),
    ...(data.scope != null && { scope: data.scope }),
  };
}
