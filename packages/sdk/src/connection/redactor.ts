const mask = '[redacted]';
const minSecretLength = 4;
const minEncodedLength = 5;
/** Tokens are renewed without end; what was in use before the last few can no longer turn up in an answer. */
const rememberedTokens = 8;

/** Replaces known secrets in text, by value and in the encodings in which they travel. */
export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #tokens = new Set<string>();
  /** Made when text has to be redacted, which is seldom. */
  #needles: readonly string[] | undefined;

  /** Values shorter than four characters are left alone: replacing them would destroy the text and protect nothing. */
  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) if (isWorthHiding(secret)) this.#secrets.add(secret);
    this.#needles = undefined;
  }

  /** The same for a secret that will be replaced by others in time. */
  addToken(token: string | undefined): void {
    if (!isWorthHiding(token) || this.#tokens.has(token)) return;
    this.#tokens.add(token);
    const [oldest] = this.#tokens;
    if (oldest !== undefined && this.#tokens.size > rememberedTokens) this.#tokens.delete(oldest);
    this.#needles = undefined;
  }

  redact(text: string): string {
    this.#needles ??= [...new Set([...this.#secrets, ...this.#tokens].flatMap(formsOf).map(lowerCase))];
    const spans = findAll(lowerCase(text), this.#needles);
    let clean = '';
    let position = 0;
    for (const [start, end] of spans) {
      // Secrets may overlap, and then one mask stands for both.
      if (start >= position) clean += `${text.slice(position, start)}${mask}`;
      position = Math.max(position, end);
    }
    return clean + text.slice(position);
  }
}

function isWorthHiding(secret: string | undefined): secret is string {
  return secret !== undefined && secret.length >= minSecretLength;
}

function findAll(text: string, needles: readonly string[]): [start: number, end: number][] {
  const spans: [number, number][] = [];
  for (const needle of needles) {
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) spans.push([at, at + needle.length]);
  }
  return spans.sort(([a], [b]) => a - b);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    inUrl,
    encodeURIComponent(inUrl),
    inUrl.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...[0, 1, 2].flatMap((offset) => insideBase64(bytes, offset)),
  ];
}

/** The characters that a secret gives wherever it stands in a longer text that is encoded as base64, as in Basic credentials. */
function insideBase64(secret: Buffer, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), secret]);
  const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  if (end - start < minEncodedLength) return [];
  return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
}

/** Encodings differ in case (%2F, %2f), host names lose it. Only ASCII, so that every position stays where it is. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}
