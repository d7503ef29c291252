import type { TokenSet } from './authentication.ts';

/** Where the tokens of one connection are kept between calls, and between processes. */
export interface TokenStore {
  load(): Promise<TokenSet | undefined>;
  save(tokens: TokenSet): Promise<void>;
}

const longestMarginMs = 5 * 60 * 1000;

/** The tokens of one connection: renewed once however many callers wait, ahead of expiry and after a refusal. */
export class AccessTokens {
  readonly #request: (refreshToken: string | undefined) => Promise<TokenSet>;
  readonly #store: TokenStore;
  #current: TokenSet | undefined;
  #renewal: Promise<TokenSet> | undefined;

  constructor(request: (refreshToken: string | undefined) => Promise<TokenSet>, store: TokenStore) {
    this.#request = request;
    this.#store = store;
  }

  /** A token that is good for the next call. */
  async get(): Promise<string> {
    if (this.#current && isFresh(this.#current)) return this.#current.accessToken;
    return (await this.#renew(undefined)).accessToken;
  }

  /** Another token than the one that the service has just refused. */
  async replace(refused: string): Promise<string> {
    if (this.#current && this.#current.accessToken !== refused) return this.get();
    return (await this.#renew(refused)).accessToken;
  }

  #renew(refused: string | undefined): Promise<TokenSet> {
    this.#renewal ??= this.#fetch(refused).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #fetch(refused: string | undefined): Promise<TokenSet> {
    const stored = await this.#store.load();
    if (stored && stored.accessToken !== refused && isFresh(stored)) {
      this.#current = stored;
      return stored;
    }
    const renewed = await this.#request(stored?.refreshToken);
    await this.#store.save(renewed);
    this.#current = renewed;
    return renewed;
  }
}

/** Renewed five minutes ahead of expiry, or in the last tenth of a shorter life. */
function isFresh({ issuedAt, expiresAt }: TokenSet): boolean {
  if (expiresAt === undefined) return true;
  return Date.now() < expiresAt - Math.min(longestMarginMs, (expiresAt - issuedAt) / 10);
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
