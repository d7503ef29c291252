import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isMortiseError,
  type Renewal,
  type SharedTokenStore,
  SignInError,
  TimeoutError,
  type TokenSet,
  UnavailableError,
} from '@mortise/sdk';
import type { ConnectionSeal } from './connection-seal.ts';
import type { ConnectionRow, ConnectionStore, TokenState } from './connection-store.ts';
import { leaseMs, released, tokenColumnsOf } from './connection-tokens.ts';

/** Clocks of hosts may differ by as much. */
const clockSkewMs = 10 * 60_000;
const waitMs = { shortest: 50, longest: 250 };
/** All callers of this host wait together, each no longer than its own deadline. */
const patienceMs = 60_000;
const storeAttempts = 5;
const storeAgainMs = 400;

/** Tells the leases of this process from those of others. */
const holder = randomUUID();

type Lease = Pick<TokenState, 'token_version' | 'lease_fence'>;

/** What has to be told of tokens. */
export interface TokenNews {
  /** Before they are used. */
  seen(tokens: TokenSet): void;
  /** By the host that was refused, and once. */
  signInNeeded(reason: string): Promise<void>;
  /** The database, or what opens secrets, does not do its work. */
  failed(error: unknown): void;
}

/**
 * The tokens of one revision of a connection, in the row that all hosts share. Whoever renews them holds a lease on the row.
 * Each lease has a number, and what is stored must carry the last one: a host that was thought to be dead stores nothing over
 * what another one got meanwhile.
 */
export class StoredTokens implements SharedTokenStore {
  readonly #row: ConnectionRow;
  readonly #store: ConnectionStore;
  readonly #seal: ConnectionSeal;
  readonly #news: TokenNews;
  /** The number of a lease whose tokens the database did not take. */
  #unstored: number | undefined;

  constructor(row: ConnectionRow, store: ConnectionStore, seal: ConnectionSeal, news: TokenNews) {
    this.#row = row;
    this.#store = store;
    this.#seal = seal;
    this.#news = news;
  }

  /** Throws a SignInError without asking the service where that has said before that somebody has to sign in. */
  async renew(renewal: Renewal): Promise<TokenSet> {
    try {
      return await this.#renew(renewal);
    } catch (error) {
      if (isMortiseError(error)) throw error;
      this.#news.failed(error);
      throw new UnavailableError(
        503,
        'The host cannot read or store the tokens of this connection at the moment. Try again later.',
      );
    }
  }

  async #renew({ isGood, request }: Renewal): Promise<TokenSet> {
    const giveUpAt = performance.now() + patienceMs;
    const others = new LeaseWatch();
    for (let pauseMs = waitMs.shortest; performance.now() < giveUpAt; pauseMs = Math.min(2 * pauseMs, waitMs.longest)) {
      const state = await this.#state();
      // Calls that began with credentials which have changed since end with them; nothing of it is kept.
      if (!state) return this.#seen(await request(undefined));
      if (state.sign_in_needed !== null) throw this.#signInError(state.sign_in_needed);
      const stored = state.tokens === null ? undefined : await this.#open(state.tokens);
      if (stored && isGood(stored)) return stored;
      const lease = this.#resume(state) ?? (others.isFree(state) ? await this.#take(state) : undefined);
      const renewed = lease && (await this.#renewUnder(lease, stored, request));
      if (renewed) return renewed;
      await sleep(pauseMs);
    }
    throw new TimeoutError('Other hosts were asking for a token of this connection all the time, and none of them got one.');
  }

  /** The lease under which tokens were got that could not be stored: whoever asked for them still has them. */
  #resume({ token_version, lease_fence }: TokenState): Lease | undefined {
    if (lease_fence !== this.#unstored) return undefined;
    this.#unstored = undefined;
    return { token_version, lease_fence };
  }

  /** `undefined` where somebody else was first. */
  async #take({ token_version, lease_fence }: TokenState): Promise<Lease | undefined> {
    const lease = { token_version, lease_fence: lease_fence + 1 };
    const change = { ...lease, lease_holder: holder, lease_until: new Date(Date.now() + leaseMs).toISOString() };
    const isTaken = await this.#store.updateTokens(this.#row, { token_version, lease_fence }, change);
    return isTaken ? lease : undefined;
  }

  /** `undefined` where the lease was lost meanwhile, and somebody else may have stored tokens. */
  async #renewUnder(lease: Lease, stored: TokenSet | undefined, request: Renewal['request']): Promise<TokenSet | undefined> {
    let tokens: TokenSet;
    try {
      tokens = this.#seen(await request(stored));
    } catch (error) {
      throw error instanceof SignInError && error.needsUser ? await this.#mark(lease, error) : await this.#release(lease, error);
    }
    if (tokens === stored) return this.#release(lease, tokens);
    if (await this.#write(lease, tokens)) return tokens;
    return (await this.#state()) ? undefined : tokens;
  }

  /** The old refresh token may count no more, so a database that stumbles is asked again while the lease lasts. */
  async #write(lease: Lease, tokens: TokenSet): Promise<boolean> {
    const change = {
      ...(await tokenColumnsOf(tokens, this.#row, this.#seal)),
      ...released,
      token_version: lease.token_version + 1,
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#store.updateTokens(this.#row, lease, change);
      } catch (error) {
        if (attempt === storeAttempts) {
          this.#unstored = lease.lease_fence;
          throw error;
        }
        await sleep(storeAgainMs);
      }
    }
  }

  async #mark(lease: Lease, { message }: SignInError): Promise<Error> {
    const isFirst = await this.#store.updateTokens(this.#row, lease, { ...released, sign_in_needed: message });
    if (isFirst) await this.#news.signInNeeded(message);
    return this.#signInError(message);
  }

  /** Gives its second argument back. A lease that cannot be released runs out. */
  async #release<Result>(lease: Lease, result: Result): Promise<Result> {
    await this.#store.updateTokens(this.#row, lease, released).catch(() => false);
    return result;
  }

  #state(): Promise<TokenState | undefined> {
    const { tenant, id, revision } = this.#row;
    return this.#store.tokenState(tenant, id, revision);
  }

  async #open(record: string): Promise<TokenSet> {
    return this.#seen(await this.#seal.openTokens(this.#row, record));
  }

  #seen(tokens: TokenSet): TokenSet {
    this.#news.seen(tokens);
    return tokens;
  }

  #signInError(reason: string): SignInError {
    const remedy = { label: 'Sign in again', command: `mortise connections authorize ${this.#row.id}` };
    return new SignInError(reason, undefined, { needsUser: true, do: [remedy] });
  }
}

/**
 * Whether a lease is over. Hosts do not agree about the time, so its end counts only long after; before that, one that has
 * not changed before our eyes for as long as a lease may last belongs to a host that is gone.
 */
class LeaseWatch {
  #seen: { readonly fence: number; readonly since: number } | undefined;

  isFree({ lease_until: until, lease_fence: fence }: TokenState): boolean {
    if (until === null || Date.parse(until) + clockSkewMs < Date.now()) return true;
    if (this.#seen?.fence !== fence) this.#seen = { fence, since: performance.now() };
    return performance.now() - this.#seen.since >= leaseMs;
  }
}
