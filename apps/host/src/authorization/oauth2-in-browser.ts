import { type ConnectionLogin, SettingsError, type TokenSet } from '@mortise/sdk';
import { authorizationUrl, createProofKey, type OAuth2, TokenEndpoint } from '@mortise/sdk/oauth2';
import type { BegunSignIn, BrowserSignIn, SignInAnswer } from './browser-sign-in.ts';
import { BrowserSignInError } from './browser-sign-in-error.ts';

/** OAuth 2 by authorization code, always with the proof of who asked that the service takes. */
export class OAuth2InBrowser implements BrowserSignIn {
  readonly #oauth2: OAuth2;
  readonly #login: ConnectionLogin;

  constructor(oauth2: OAuth2, login: ConnectionLogin) {
    this.#oauth2 = oauth2;
    this.#login = login;
  }

  async begin(redirectUri: string, state: string): Promise<BegunSignIn> {
    const { clientId } = this.#login.credentials;
    if (clientId === undefined) {
      throw new SettingsError('clientId', 'The connection has no client id. Fill it in, or set the client of the application.');
    }
    const { verifier: proof, challenge } = createProofKey();
    return { url: authorizationUrl(this.#oauth2, { clientId, redirectUri, state, challenge }), proof };
  }

  async finish(answer: SignInAnswer, redirectUri: string, verifier: string): Promise<TokenSet> {
    this.#checkIssuer(answer['iss']);
    if (answer['error'] !== undefined) throw this.#refusal(answer['error'], answer['error_description']);
    const { code } = answer;
    if (!code)
      throw new BrowserSignInError('sign_in_incomplete', 'The service sent the browser back without a code. Sign in again.');
    const { credentials, http, redactor, certificate } = this.#login;
    const endpoint = new TokenEndpoint(this.#oauth2, credentials, http.guard, redactor, http.reroute, certificate);
    return endpoint.exchange({ code, redirectUri, verifier });
  }

  /** A code of one server must not reach another (RFC 9207): it would be given away. */
  #checkIssuer(iss: string | undefined): void {
    const { issuer, authorizeUrl } = this.#oauth2;
    if (issuer !== undefined && iss === issuer) return;
    if (issuer === undefined && (iss === undefined || isOriginOf(iss, authorizeUrl))) return;
    const expected = issuer ?? new URL(authorizeUrl ?? '').origin;
    throw new BrowserSignInError(
      'sign_in_other_server',
      `The answer should come from ${expected}, and ${iss === undefined ? 'does not say where it comes from' : 'names another server'}. Nothing was sent there. Check the address of the connection, then sign in again.`,
    );
  }

  #refusal(error: string, description: string | undefined): BrowserSignInError {
    if (error === 'access_denied') {
      return new BrowserSignInError(
        'sign_in_denied',
        'You, or the service, did not allow the access. Sign in again to allow it.',
      );
    }
    const words = this.#login.redactor.redact(description ? `${error}: ${description}` : error).slice(0, longestReason);
    return new BrowserSignInError(
      'sign_in_refused',
      `The service said: ${words}. Check the client and the scopes that are asked for, then sign in again.`,
    );
  }
}

const longestReason = 500;

function isOriginOf(iss: string, authorizeUrl: string | undefined): boolean {
  const [one, other] = [URL.parse(iss), URL.parse(authorizeUrl ?? '')];
  return one !== null && one.origin === other?.origin && one.origin !== 'null';
}
