import { isDeepStrictEqual } from 'node:util';
import type { TokenSet } from '../application/authentication.ts';
import { isMortiseError } from '../errors/mortise-error.ts';
import { SignInError } from '../errors/sign-in-error.ts';

/** Where the tokens of one connection are kept between calls, and between processes. */
export interface TokenStore {
  load(): Promise<TokenSet | undefined>;
  save(tokens: TokenSet): Promise<void>;
}

/** A store that several processes use at once. */
export interface SharedTokenStore {
  /**
   * Gives tokens that will do, and lets one process at a time ask for new ones: whoever comes second is given what the first one
   * got. Tokens that the request gives back unchanged need not be stored.
   */
  renew(renewal: Renewal): Promise<TokenSet>;
}

/** What somebody wants who needs tokens. */
export interface Renewal {
  /** Whether tokens will do that the store holds, perhaps because another process has put them there meanwhile. */
  isGood(tokens: TokenSet): boolean;
  /** Asks the service for tokens in place of those that the store holds. */
  request(stored: TokenSet | undefined): Promise<TokenSet>;
}

/** Whether the service takes a token no more. */
type IsRefused = (accessToken: string) => boolean;

const longestMarginMs = 5 * 60 * 1000;
const restMs = 15_000;

/** The tokens of one connection: renewed once however many callers wait, ahead of expiry and after a refusal. */
export class AccessTokens {
  readonly #request: (refreshToken: string | undefined) => Promise<TokenSet>;
  readonly #store: SharedTokenStore;
  #current: TokenSet | undefined;
  /** Given by the service, and with it perhaps the only refresh token that still counts, but not stored yet. */
  #unsaved: { readonly replaced: TokenSet | undefined; readonly tokens: TokenSet } | undefined;
  #renewal: Promise<TokenSet> | undefined;
  /** Until when the token endpoint is left alone, as it was out of order. In milliseconds since 1970. */
  #restsUntil = 0;
  /** Said by the service of the client itself, which one try after another could lock out: until then, it is said to all. */
  #refusal: { readonly error: SignInError; readonly until: number } | undefined;

  constructor(request: (refreshToken: string | undefined) => Promise<TokenSet>, store: TokenStore | SharedTokenStore) {
    this.#request = request;
    this.#store = 'renew' in store ? store : shared(store);
  }

  /** A token that is good for the next call, where there is one at hand; never the one that was refused. */
  current(refused?: string): string | undefined {
    const current = this.#current;
    return current && current.accessToken !== refused && this.#isFresh(current) ? current.accessToken : undefined;
  }

  /** The secret of the token that was given last, where it has one. */
  get tokenSecret(): string | undefined {
    return this.#current?.tokenSecret;
  }

  /** Whether the tokens that were given last can be renewed without their user. */
  get hasRefreshToken(): boolean {
    return this.#current?.refreshToken !== undefined;
  }

  /** A token that is good for the next call. */
  async get(): Promise<string> {
    return this.current() ?? (await this.#renew(() => false)).accessToken;
  }

  /** Another token than the one that the service has just refused. */
  async replace(refused: string): Promise<string> {
    return this.current(refused) ?? (await this.#renew((token) => token === refused)).accessToken;
  }

  /** Asks the service for another token, whatever is at hand: whether it gives one is what somebody wants to know. */
  async ask(): Promise<string> {
    while (this.#renewal) await this.#renewal.catch(() => undefined);
    this.#refusal = undefined;
    return (await this.#renew(() => true)).accessToken;
  }

  #renew(isRefused: IsRefused): Promise<TokenSet> {
    this.#renewal ??= this.#fetch(isRefused).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #fetch(isRefused: IsRefused): Promise<TokenSet> {
    const renewal: Renewal = {
      isGood: (tokens) => !isRefused(tokens.accessToken) && this.#isFresh(tokens),
      request: (stored) => this.#ask(stored, isRefused),
    };
    this.#current = await this.#store.renew(renewal);
    this.#unsaved = undefined;
    return this.#current;
  }

  /** Renewal begins ahead of expiry, so a token endpoint may be out of order for a while: the old token serves until it expires. */
  async #ask(stored: TokenSet | undefined, isRefused: IsRefused): Promise<TokenSet> {
    const unsaved = this.#unsaved && isDeepStrictEqual(this.#unsaved.replaced, stored) ? this.#unsaved.tokens : undefined;
    if (unsaved && !isRefused(unsaved.accessToken)) return unsaved;
    if (this.#refusal && Date.now() < this.#refusal.until) throw this.#refusal.error;
    const last = unsaved ?? stored;
    try {
      const tokens = { ...scopeKeptFrom(last), ...(await this.#request(last?.refreshToken)) };
      this.#unsaved = { replaced: stored, tokens };
      return tokens;
    } catch (error) {
      if (error instanceof SignInError && !error.needsUser) this.#refusal = { error, until: Date.now() + restMs };
      const isUsable = stored && !isRefused(stored.accessToken) && !isExpired(stored);
      if (!isUsable || !isMortiseError(error) || !error.retryable) throw error;
      this.#restsUntil = Date.now() + (error.retryAfterMs ?? restMs);
      return stored;
    }
  }

  #isFresh(tokens: TokenSet): boolean {
    return isFresh(tokens) || (Date.now() < this.#restsUntil && !isExpired(tokens));
  }
}

/** A store that nobody else uses has nobody to wait for. */
function shared(store: TokenStore): SharedTokenStore {
  return {
    async renew({ isGood, request }) {
      const stored = await store.load();
      if (stored && isGood(stored)) return stored;
      const tokens = await request(stored);
      if (tokens !== stored) await store.save(tokens);
      return tokens;
    },
  };
}

/** A renewal that names no scope has left it as it was (RFC 6749, 6). */
function scopeKeptFrom(renewed: TokenSet | undefined): Pick<TokenSet, 'scope'> {
  return renewed?.refreshToken === undefined || renewed.scope === undefined ? {} : { scope: renewed.scope };
}

/** Renewed five minutes ahead of expiry, or in the last tenth of a shorter life. */
function isFresh({ issuedAt, expiresAt }: TokenSet): boolean {
  if (expiresAt === undefined) return true;
  return Date.now() < expiresAt - Math.min(longestMarginMs, (expiresAt - issuedAt) / 10);
}

function isExpired({ expiresAt }: TokenSet): boolean {
  return expiresAt !== undefined && Date.now() >= expiresAt;
}

/** Keeps tokens in memory only. */
export function memoryTokenStore(tokens?: TokenSet): TokenStore {
  let kept = tokens;
  return {
    load: async () => kept,
    save: async (renewed) => {
      kept = renewed;
    },
  };
}
