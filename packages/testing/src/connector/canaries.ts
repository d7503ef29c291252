import { randomBytes } from 'node:crypto';
import { Redactor } from '@mortise/sdk';

/** Secrets that are made up for one test, and that can be recognised wherever they turn up. */
export class Canaries {
  /** Every secret that is looked for. */
  readonly made: string[] = [];
  readonly #redactor = new Redactor();

  /** A new secret that tells its name. */
  make(name: string): string {
    const secret = `canary-${name}-${randomBytes(9).toString('base64url')}`;
    this.watch(secret);
    return secret;
  }

  /** Looks for a secret that a test brought itself. */
  watch(secret: string): void {
    this.made.push(secret);
    this.#redactor.add(secret);
  }

  /** Whether a text holds one of the secrets, in any of the encodings in which they travel. */
  isIn(text: string): boolean {
    return this.#redactor.redact(text) !== text;
  }
}
