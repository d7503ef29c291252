import type { ConnectionLogin, TokenSet } from '@mortise/sdk';
import { OAuth1SignIn } from '@mortise/sdk/oauth1';
import { isInBrowser } from '../connections/described-login.ts';
import { OAuth1InBrowser } from './oauth1-in-browser.ts';
import { OAuth2InBrowser } from './oauth2-in-browser.ts';

/** What came back to the redirect address. */
export type SignInAnswer = Readonly<Record<string, string>>;

export interface BegunSignIn {
  /** Where the browser is sent. */
  readonly url: string;
  /** What has to be kept, and kept secret, until it is back. */
  readonly proof: string;
}

/** How a user signs in with one kind of login. */
export interface BrowserSignIn {
  /** The service is asked to send the browser back to `redirectUri`, with the `state`. */
  begin(redirectUri: string, state: string): Promise<BegunSignIn>;
  /** Trades what came back for tokens. Throws a BrowserSignInError, a SignInError, or what says that the service is out of order. */
  finish(answer: SignInAnswer, redirectUri: string, proof: string): Promise<TokenSet>;
}

/** The sign-in of a login; `undefined` for a login that needs no browser. */
export function browserSignInOf(login: ConnectionLogin): BrowserSignIn | undefined {
  const { authentication, credentials, http, redactor } = login;
  if (!isInBrowser(authentication)) return undefined;
  if (authentication.kind === 'oauth2') return new OAuth2InBrowser(authentication, login);
  return authentication.kind === 'oauth1'
    ? new OAuth1InBrowser(new OAuth1SignIn(authentication, credentials, http, redactor), credentials)
    : undefined;
}
