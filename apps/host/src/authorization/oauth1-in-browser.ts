import { type Credentials, SettingsError, type TokenSet } from '@mortise/sdk';
import type { OAuth1SignIn } from '@mortise/sdk/oauth1';
import { z } from 'zod';
import type { BegunSignIn, BrowserSignIn, SignInAnswer } from './browser-sign-in.ts';
import { BrowserSignInError } from './browser-sign-in-error.ts';

const RequestToken = z.object({ token: z.string(), tokenSecret: z.string() });

/** OAuth 1.0, which knows no state: it travels in the redirect address, as this asks for a new one with each sign-in. */
export class OAuth1InBrowser implements BrowserSignIn {
  readonly #signIn: OAuth1SignIn;
  readonly #credentials: Credentials;

  constructor(signIn: OAuth1SignIn, credentials: Credentials) {
    this.#signIn = signIn;
    this.#credentials = credentials;
  }

  async begin(redirectUri: string, state: string): Promise<BegunSignIn> {
    if (this.#credentials.consumerKey === undefined) {
      throw new SettingsError(
        'consumerKey',
        'The connection has no consumer key. Fill it in, or set the client of the application.',
      );
    }
    const { token, tokenSecret } = await this.#signIn.requestToken(`${redirectUri}?state=${state}`);
    return { url: this.#signIn.authorizationUrl(token), proof: JSON.stringify({ token, tokenSecret }) };
  }

  async finish(answer: SignInAnswer, _redirectUri: string, proof: string): Promise<TokenSet> {
    const request = RequestToken.parse(JSON.parse(proof));
    const { oauth_token: token, oauth_verifier: verifier, denied, oauth_problem: problem } = answer;
    if (denied !== undefined || problem !== undefined) {
      throw new BrowserSignInError('sign_in_denied', 'You, or the service, did not allow the access. Sign in again to allow it.');
    }
    if (!verifier || token !== request.token) {
      throw new BrowserSignInError('sign_in_incomplete', 'The service sent the browser back without its proof. Sign in again.');
    }
    return this.#signIn.accessToken({ ...request, verifier });
  }
}
