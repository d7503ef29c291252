import { z } from 'zod';
import type { Credentials, TokenSet } from '../application/authentication.ts';
import { secretsOf } from '../connection/grant.ts';
import { type OAuth1, type OAuth1Token, signRequest } from '../connection/oauth1-grant.ts';
import type { Redactor } from '../connection/redactor.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import type { HttpClient } from '../http/http-client.ts';
import { explainRefusedLogin } from './explain-refused-login.ts';

/** What comes back to the redirect address, with the secret of the token that it was asked for. */
export interface OAuth1Verification extends OAuth1Token {
  readonly verifier: string;
}

const timeoutMs = 10_000;
const TokenReply = z.object({ oauth_token: z.string().min(1), oauth_token_secret: z.string() });
const ConfirmedReply = TokenReply.extend({ oauth_callback_confirmed: z.literal('true') });

/** Signs a user in by OAuth 1.0: a request token, then the browser, then the token that lasts (RFC 5849, 2). */
export class OAuth1SignIn {
  readonly #oauth1: OAuth1;
  readonly #credentials: Credentials;
  readonly #http: HttpClient;
  readonly #redactor: Redactor;

  constructor(oauth1: OAuth1, credentials: Credentials, http: HttpClient, redactor: Redactor) {
    this.#oauth1 = oauth1;
    this.#credentials = credentials;
    this.#http = http;
    this.#redactor = redactor;
    redactor.add(...secretsOf(oauth1, credentials));
  }

  /** A token for one sign-in that ends at `redirectUri`; its secret is kept until the user is back. Throws a SignInError. */
  async requestToken(redirectUri: string): Promise<OAuth1Token> {
    const url = required(this.#oauth1.requestTokenUrl, 'requestTokenUrl');
    return this.#ask(url, ConfirmedReply, undefined, { oauth_callback: redirectUri });
  }

  /** Where the user's browser is sent with a request token. */
  authorizationUrl(token: string): string {
    const url = new URL(required(this.#oauth1.authorizeUrl, 'authorizeUrl'));
    url.searchParams.set('oauth_token', token);
    return url.href;
  }

  /** The token that lasts, as a connection's token store keeps it. Throws a SignInError. */
  async accessToken({ verifier, ...request }: OAuth1Verification): Promise<TokenSet> {
    this.#redactor.add(verifier, request.tokenSecret);
    const url = required(this.#oauth1.accessTokenUrl, 'accessTokenUrl');
    const { token, tokenSecret } = await this.#ask(url, TokenReply, request, { oauth_verifier: verifier });
    return { accessToken: token, tokenSecret, issuedAt: Date.now() };
  }

  async #ask(
    address: string,
    schema: typeof TokenReply,
    token: OAuth1Token | undefined,
    parameters: Readonly<Record<string, string>>,
  ): Promise<OAuth1Token> {
    const url = new URL(address);
    const request = { method: 'POST' as const, url, headers: {}, body: undefined };
    const authorization = signRequest(this.#oauth1, this.#credentials, token, request, parameters);
    const headers = { authorization, accept: 'application/x-www-form-urlencoded', 'user-agent': 'Mortise' };
    const answer = await this.#http.exchange({ ...request, headers, deadlineAt: performance.now() + timeoutMs });
    const error = explainRefusedLogin(answer, url.host, this.#redactor);
    if (error) throw error;
    const reply = schema.safeParse(Object.fromEntries(new URLSearchParams(Buffer.from(answer.body).toString().trim())));
    if (!reply.success) {
      const fields = reply.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new SignInError(`${url.host} answered the sign-in without a usable token (see ${fields}). Nothing was stored.`);
    }
    const { oauth_token, oauth_token_secret } = reply.data;
    this.#redactor.addToken(oauth_token_secret);
    return { token: oauth_token, tokenSecret: oauth_token_secret };
  }
}

function required(url: string | undefined, name: string): string {
  if (url === undefined) throw new TypeError(`The application gives no ${name}, so nobody can sign in.`);
  return url;
}
