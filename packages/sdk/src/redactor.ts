/** Replaces known secrets in text, by value and in the encodings in which they travel. */
export class Redactor {
  readonly #needles = new Set<string>();

  /** Values shorter than four characters are left alone: replacing them would destroy the text and protect nothing. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      if (secret === undefined || secret.length < 4) continue;
      for (const form of [secret, encodeURIComponent(secret), base64(secret), JSON.stringify(secret).slice(1, -1)])
        this.#needles.add(form);
    }
  }

  redact(text: string): string {
    let clean = text;
    for (const needle of this.#needles) clean = clean.replaceAll(needle, '[redacted]');
    return clean;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
