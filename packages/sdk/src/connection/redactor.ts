import type { HttpResponse } from '../http/request.ts';
import { Echoes } from './echoes.ts';
import { maskAll } from './mask.ts';
import { formsOf } from './secret-forms.ts';

const minSecretLength = 4;
/** Tokens are renewed without end; what was in use before the last few can no longer turn up in an answer. */
const rememberedTokens = 8;

/** Replaces known secrets in text, by value and in the encodings in which they travel. */
export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #tokens = new Set<string>();
  /** Of each secret once, though others come and go. Made when text has to be redacted, which is seldom. */
  readonly #forms = new Map<string, readonly string[]>();
  #needles: readonly string[] | undefined;
  #echoes: Echoes | undefined;

  /** Values shorter than four characters are left alone: replacing them would destroy the text and protect nothing. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) if (isWorthHiding(secret)) this.#secrets.add(secret);
    this.#changed();
  }

  /** The same for a secret that will be replaced by others in time. */
  addToken(token: string | undefined): void {
    if (!isWorthHiding(token) || this.#tokens.has(token)) return;
    this.#tokens.add(token);
    const [oldest] = this.#tokens;
    if (oldest !== undefined && this.#tokens.size > rememberedTokens) this.#forget(oldest);
    this.#changed();
  }

  /** With `maxLength` the beginning of the text: a secret that stands across its end is hidden as a whole. */
  redact(text: string, maxLength = Infinity): string {
    const seen = text.length > maxLength ? text.slice(0, maxLength + this.longestForm) : text;
    return maskAll(seen, this.#known(), maxLength);
  }

  /** Characters that a secret takes at most, which is how far a text must be known beyond what is shown of it. */
  get longestForm(): number {
    return this.#known().reduce((longest, { length }) => Math.max(longest, length), 0);
  }

  /** An answer that becomes data: takes out only the secrets that are too long to stand there by chance. */
  redactAnswer(answer: HttpResponse): HttpResponse {
    this.#echoes ??= new Echoes([...this.#secrets, ...this.#tokens], (secret) => this.#formsOf(secret));
    return this.#echoes.removeFrom(answer);
  }

  #changed(): void {
    this.#needles = undefined;
    this.#echoes = undefined;
  }

  #known(): readonly string[] {
    this.#needles ??= [...new Set([...this.#secrets, ...this.#tokens].flatMap((secret) => this.#formsOf(secret)))];
    return this.#needles;
  }

  #formsOf(secret: string): readonly string[] {
    const forms = this.#forms.get(secret) ?? formsOf(secret);
    this.#forms.set(secret, forms);
    return forms;
  }

  #forget(token: string): void {
    this.#tokens.delete(token);
    if (!this.#secrets.has(token)) this.#forms.delete(token);
  }
}

function isWorthHiding(secret: string | undefined): secret is string {
  return secret !== undefined && secret.length >= minSecretLength;
}
