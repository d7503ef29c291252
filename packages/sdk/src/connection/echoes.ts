import { isUtf8 } from 'node:buffer';
import type { HttpResponse } from '../http/request.ts';
import { maskAll } from './mask.ts';
import { jsonForms } from './secret-forms.ts';

/** A shorter secret may be a word or a number that data holds for reasons of its own. */
const minLength = 16;
/** What every encoder of text leaves as it is: a secret is found by its longest run of it, however the rest is written. */
const unchanged = /[\w.-]+/g;
const [shortestRun, longestRun] = [8, 32];
/** A search goes from one place where the first character stands to the next: what is rare in data makes it fast. */
const rare = 'QZXJKYVWGHUBqzxFPMLDNRCSOTIAEjkvwy';
const jsonString = /"[^"\\]*(?:\\.[^"\\]*)*"/gs;

/** The secrets of a connection in answers that succeed, as of a service that sends back what it was sent. */
export class Echoes {
  readonly #runs: readonly string[];
  readonly #bytes: readonly Buffer[];
  readonly #secrets: readonly string[];
  readonly #formsOf: (secret: string) => readonly string[];
  /** All that is masked, made with the first that is found. */
  #needles: readonly string[] | undefined;

  constructor(secrets: readonly string[], formsOf: (secret: string) => readonly string[]) {
    this.#secrets = secrets.filter(({ length }) => length >= minLength);
    this.#formsOf = formsOf;
    this.#runs = [...new Set(this.#secrets.flatMap(runsOf))];
    this.#bytes = this.#runs.map((run) => Buffer.from(run));
  }

  /** The answer without these secrets. Costs one search of the body for each of them where it holds none. */
  removeFrom(answer: HttpResponse): HttpResponse {
    const body = this.#clean(answer.body);
    const { link } = answer.headers;
    const isLinked = link !== undefined && this.#isIn(link);
    if (body === answer.body && !isLinked) return answer;
    return { ...answer, body, ...(isLinked && { headers: { ...answer.headers, link: this.#masked(link) } }) };
  }

  #clean(body: Uint8Array): Uint8Array {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (!this.#bytes.some((run) => bytes.includes(run))) return body;
    // No text holds that: what is in a file stays as it is.
    if (bytes.includes(0)) return body;
    // An older charset comes back as it was, byte by byte.
    const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    const text = bytes.toString(encoding);
    const clean = isJson(text) ? text.replace(jsonString, (literal) => this.#cleanLiteral(literal)) : this.#masked(text);
    return clean === text ? body : Buffer.from(clean, encoding);
  }

  /** Numbers stay as they are written, and what is left is valid JSON. */
  #cleanLiteral(literal: string): string {
    if (!this.#isIn(literal)) return literal;
    const value: string = JSON.parse(literal);
    const clean = this.#masked(value);
    return clean === value ? literal : JSON.stringify(clean);
  }

  #isIn(text: string): boolean {
    return this.#runs.some((run) => text.includes(run));
  }

  #masked(text: string): string {
    this.#needles ??= [...new Set(this.#secrets.flatMap(this.#formsOf))];
    return maskAll(text, this.#needles);
  }
}

function runsOf(secret: string): string[] {
  const [longest = ''] = [...secret.matchAll(unchanged)].map(([run]) => run).sort((a, b) => b.length - a.length);
  if (longest.length < shortestRun) return [secret, ...jsonForms(secret)];
  // Its end, as all tokens of a kind may begin alike.
  const end = longest.slice(-longestRun);
  const starts = [...end.slice(0, 1 - shortestRun)].map((character, at) => ({ at, rank: rankOf(character) }));
  const [best] = starts.sort((a, b) => a.rank - b.rank);
  return [end.slice(best?.at)];
}

function rankOf(character: string): number {
  const rank = rare.indexOf(character);
  return rank === -1 ? rare.length : rank;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}
