import { Redactor, type TokenSet } from '@mortise/sdk';

/**
 * The secrets that have been in use, so that text for the log can be cleaned by value. None is forgotten while the host runs:
 * a call goes on with the credentials that it began with, and a plugin may print later what it heard then.
 */
export class KnownSecrets {
  readonly #byOwner = new Map<string, Redactor>();

  /** Adds secrets of a connection, or of the host itself. */
  add(owner: string, secrets: readonly (string | undefined)[]): void {
    const redactor = this.#byOwner.get(owner) ?? new Redactor();
    redactor.add(...secrets);
    this.#byOwner.set(owner, redactor);
  }

  /** Adds a token, which others will replace in time. */
  addToken(owner: string, token: string | undefined): void {
    const redactor = this.#byOwner.get(owner) ?? new Redactor();
    redactor.addToken(token);
    this.#byOwner.set(owner, redactor);
  }

  /** Adds all that a sign-in, or a renewal of it, has brought. */
  addTokens(owner: string, { accessToken, refreshToken, tokenSecret }: TokenSet): void {
    for (const token of [accessToken, refreshToken, tokenSecret]) this.addToken(owner, token);
  }

  redact(text: string): string {
    let clean = text;
    for (const redactor of this.#byOwner.values()) clean = redactor.redact(clean);
    return clean;
  }
}
