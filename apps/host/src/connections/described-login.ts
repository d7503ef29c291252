import type { Authentication } from '@mortise/sdk';
import { z } from 'zod';

/** What an application says about its login for the settings of a connection, as it is kept beside them. */
export const DescribedLogin = z.strictObject({
  isInBrowser: z.boolean(),
  scopes: z.array(z.string()),
  /** Where the tokens of a sign-in in the browser come from. */
  tokenHost: z.string().optional(),
});
export type DescribedLogin = z.infer<typeof DescribedLogin>;

export function describeLogin(authentication: Authentication): DescribedLogin {
  const tokenUrl = tokenUrlOf(authentication);
  return {
    isInBrowser: isInBrowser(authentication),
    scopes: authentication.kind === 'oauth2' ? authentication.scopes : [],
    ...(tokenUrl !== undefined && { tokenHost: new URL(tokenUrl).host }),
  };
}

/** Whether somebody has to sign in before there are tokens. */
export function isInBrowser(authentication: Authentication): boolean {
  return tokenUrlOf(authentication) !== undefined;
}

/** Where what a browser brings back is traded for tokens, if anything is. */
function tokenUrlOf(authentication: Authentication): string | undefined {
  switch (authentication.kind) {
    case 'oauth2':
      return authentication.grant === 'authorizationCode' ? authentication.tokenUrl : undefined;
    case 'oauth1':
      return authentication.requestTokenUrl && authentication.accessTokenUrl;
    default:
      return undefined;
  }
}
