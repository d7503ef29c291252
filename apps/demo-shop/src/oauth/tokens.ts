/** What all tokens of one sign-in have in common: revoking the family revokes them all. */
export interface Issued {
  readonly family: string;
  readonly scope: string[];
  readonly expiresAt: Date;
}

export interface IssuedCode extends Issued {
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly codeChallengeMethod: string;
}

/** Remembers every token and code the shop gave out. Spent ones stay known, so that their second use is noticed. */
export class Tokens {
  readonly #access = new Map<string, Issued>();
  readonly #refresh = new Map<string, Issued>();
  readonly #codes = new Map<string, IssuedCode>();
  readonly #spent = new Set<string>();

  saveAccess(token: string, issued: Issued) {
    this.#access.set(token, issued);
  }

  saveRefresh(token: string, issued: Issued) {
    this.#refresh.set(token, issued);
  }

  saveCode(code: string, issued: IssuedCode) {
    this.#codes.set(code, issued);
  }

  access(token: string) {
    return this.#access.get(token);
  }

  /** A refresh token that can still be used; one that was used before takes its whole family with it. */
  refresh(token: string) {
    return this.#unspent(token, this.#refresh.get(token));
  }

  code(code: string) {
    return this.#unspent(code, this.#codes.get(code));
  }

  /** Marks a refresh token or code as used. False if someone else was faster, which counts as reuse. */
  spend(token: string) {
    const issued = this.#refresh.get(token) ?? this.#codes.get(token);
    if (!this.#unspent(token, issued)) return false;
    this.#spent.add(token);
    return true;
  }

  /** Ends one access token, or a refresh token together with its family (RFC 7009, section 2.1). */
  revoke(token: string) {
    const refresh = this.#refresh.get(token);
    if (refresh) this.#revokeFamily(refresh.family);
    this.#access.delete(token);
  }

  /** Lets every access token expire now; refresh tokens stay as they are. */
  expireAccess() {
    for (const [token, issued] of this.#access) this.#access.set(token, { ...issued, expiresAt: new Date(0) });
  }

  #unspent<T extends Issued>(token: string, issued: T | undefined) {
    if (!issued || !this.#spent.has(token)) return issued;
    this.#revokeFamily(issued.family);
    return undefined;
  }

  #revokeFamily(family: string) {
    for (const tokens of [this.#access, this.#refresh]) {
      for (const [token, issued] of tokens) if (issued.family === family) tokens.delete(token);
    }
  }
}
