import type { ConnectionLogin, TokenSet } from '@mortise/sdk';
import { TokenEndpoint } from '@mortise/sdk/oauth2';

/** Gives tokens back to the service, where its application says at which address. Throws where the service does not take them. */
export async function revokeTokens({ authentication, ...login }: ConnectionLogin, tokens: TokenSet): Promise<void> {
  if (authentication.kind !== 'oauth2' || authentication.revokeUrl === undefined) return;
  const { credentials, http, redactor, certificate } = login;
  await new TokenEndpoint(authentication, credentials, http.guard, redactor, http.reroute, certificate).revoke(tokens);
}
