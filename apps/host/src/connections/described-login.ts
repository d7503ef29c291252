import type { Authentication } from '@mortise/sdk';
import { z } from 'zod';

/** What an application says about its login for the settings of a connection, as it is kept beside them. */
export const DescribedLogin = z.strictObject({ isInBrowser: z.boolean(), scopes: z.array(z.string()) });
export type DescribedLogin = z.infer<typeof DescribedLogin>;

export function describeLogin(authentication: Authentication): DescribedLogin {
  return {
    isInBrowser: isInBrowser(authentication),
    scopes: authentication.kind === 'oauth2' ? authentication.scopes : [],
  };
}

/** Whether somebody has to sign in before there are tokens. */
export function isInBrowser(authentication: Authentication): boolean {
  switch (authentication.kind) {
    case 'oauth2':
      return authentication.grant === 'authorizationCode';
    case 'oauth1':
      return authentication.requestTokenUrl !== undefined;
    default:
      return false;
  }
}
