import { Redactor } from '@mortise/sdk';

/** The secrets that are in use, so that text for the log can be cleaned by value. */
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

  forget(owner: string): void {
    this.#byOwner.delete(owner);
  }

  redact(text: string): string {
    let clean = text;
    for (const redactor of this.#byOwner.values()) clean = redactor.redact(clean);
    return clean;
  }
}
