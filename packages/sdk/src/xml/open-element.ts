import type { QualifiedAttribute, QualifiedTag } from 'sax';
import type { XmlContent } from './xml-content.ts';

const instance = 'http://www.w3.org/2001/XMLSchema-instance';
const declarations = 'http://www.w3.org/2000/xmlns/';

/** An element whose end has not been read yet. */
export class OpenElement {
  readonly name: string;
  readonly #fields = new Map<string, unknown>();
  readonly #isNil: boolean;
  #hasElements = false;
  #text = '';

  constructor({ local, attributes }: QualifiedTag) {
    this.name = local;
    const all = Object.values(attributes);
    this.#isNil = all.some(isNil);
    for (const { local: name, uri, value, prefix } of all) {
      const isAboutXml = uri === instance || uri === declarations || prefix === 'xmlns' || (prefix === '' && name === 'xmlns');
      if (!isAboutXml) this.#fields.set(`@${name}`, value);
    }
  }

  addText(text: string): void {
    this.#text += text;
  }

  addElement(name: string, value: unknown): void {
    this.#hasElements = true;
    const before = this.#fields.get(name);
    if (!this.#fields.has(name)) this.#fields.set(name, value);
    else if (Array.isArray(before)) before.push(value);
    else this.#fields.set(name, [before, value]);
  }

  value(): XmlContent | string | null {
    if (this.#isNil && !this.#hasElements && this.#text.trim() === '') return null;
    if (this.#fields.size === 0) return this.#text;
    // Between elements, spaces are there for the eye only.
    const text = this.#hasElements ? this.#text.trim() : this.#text;
    if (text !== '') this.#fields.set('#text', text);
    return Object.fromEntries(this.#fields);
  }
}

function isNil({ local, uri, value }: QualifiedAttribute): boolean {
  return uri === instance && local === 'nil' && (value.trim() === 'true' || value.trim() === '1');
}
