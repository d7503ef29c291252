import type { TokenSet } from '../application/authentication.ts';
import { isMortiseError } from '../errors/mortise-error.ts';

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
  /** Given by the service, and with it perhaps the only refresh token that still counts, but not stored yet. */
  #unsaved: TokenSet | undefined;
  #renewal: Promise<TokenSet> | undefined;

  constructor(request: (refreshToken: string | undefined) => Promise<TokenSet>, store: TokenStore) {
    this.#request = request;
    this.#store = store;
  }

  /** A token that is good for the next call, where there is one at hand; never the one that was refused. */
  current(refused?: string): string | undefined {
    const current = this.#current;
    return current && current.accessToken !== refused && isFresh(current) ? current.accessToken : undefined;
  }

  /** A token that is good for the next call. */
  async get(): Promise<string> {
    return this.current() ?? (await this.#renew(undefined)).accessToken;
  }

  /** Another token than the one that the service has just refused. */
  async replace(refused: string): Promise<string> {
    return this.current(refused) ?? (await this.#renew(refused)).accessToken;
  }

  #renew(refused: string | undefined): Promise<TokenSet> {
    this.#renewal ??= this.#fetch(refused).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #fetch(refused: string | undefined): Promise<TokenSet> {
    const known = this.#unsaved ?? (await this.#store.load());
    const usable = known && known.accessToken !== refused ? known : undefined;
    if (usable && isFresh(usable)) return this.#keep(usable);
    return this.#keep(await this.#requestOr(usable, known?.refreshToken));
  }

  /** Renewal begins ahead of expiry, so a token endpoint may be out of order for a while: the old token serves until it expires. */
  async #requestOr(usable: TokenSet | undefined, refreshToken: string | undefined): Promise<TokenSet> {
    try {
      this.#unsaved = await this.#request(refreshToken);
      return this.#unsaved;
    } catch (error) {
      if (usable && !isExpired(usable) && isMortiseError(error) && error.retryable) return usable;
      throw error;
    }
  }

  async #keep(tokens: TokenSet): Promise<TokenSet> {
    if (tokens === this.#unsaved) await this.#store.save(tokens);
    this.#unsaved = undefined;
    this.#current = tokens;
    return tokens;
  }
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
