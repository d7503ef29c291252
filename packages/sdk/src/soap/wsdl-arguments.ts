import { randomUUID } from 'node:crypto';
import { RequestError } from '../errors/request-error.ts';
import { escapeAttribute } from '../xml/escape.ts';
import { checkDepth, checkName, isXmlContent, type XmlContent } from '../xml/xml-content.ts';
import { leafText } from '../xml/xml-leaf.ts';
import { describedIn, inOrder } from './wsdl-order.ts';

/** No names of XML, so that they hide no element from the library. */
export const attributesKey = '@';
export const valueKey = '#text';
export const xmlKey = '!xml';

/** Keys that the library takes for more than names. */
const special = new Set(['_xml', '_xmlns', '@xsi_type', '@xmlns']);

/**
 * The arguments of one call, in the words of the library. It never sees the values: it does not escape all of them, so that it is given
 * marks to put into its XML, which are then replaced by the escaped values.
 */
export class WsdlArguments {
  readonly #prefix = `mortise-${randomUUID()}-`;
  readonly #values: string[] = [];

  /** `described` is what the WSDL says of the content. Throws a RequestError for names and values that XML cannot hold. */
  take(content: XmlContent, described: unknown): Record<string, unknown> {
    return this.#element(content, described, '', 0);
  }

  fillIn(xml: string): string {
    return xml.replace(new RegExp(`${this.#prefix}(\\d+)-`, 'g'), (_mark, index) => this.#values[Number(index)] ?? '');
  }

  #element(content: XmlContent, described: unknown, at: string, depth: number): Record<string, unknown> {
    checkDepth(depth);
    const attributes: [string, string][] = [];
    const elements: [string, unknown][] = [];
    for (const [name, value] of inOrder(content, described)) {
      const path = at ? `${at}.${name}` : name;
      if (special.has(name))
        throw new RequestError(`"${name}" at ${at || 'the root'} cannot be said with a WSDL. Use SoapConnector.`);
      if (name !== valueKey) checkName(name.startsWith('@') ? name.slice(1) : name, at || 'the root');
      if (value === undefined) continue;
      if (!name.startsWith('@') && name !== valueKey)
        elements.push([name, this.#value(value, describedIn(described, name), path, depth)]);
      else if (value !== null) (name === valueKey ? elements : attributes).push([name.replace('@', ''), this.#mark(value, path)]);
    }
    return Object.fromEntries(attributes.length > 0 ? [[attributesKey, Object.fromEntries(attributes)], ...elements] : elements);
  }

  #value(value: unknown, described: unknown, at: string, depth: number): unknown {
    if (value === null) return { [attributesKey]: { 'xsi:nil': 'true' } };
    if (Array.isArray(value)) return this.#list(value, described, at, depth);
    return isXmlContent(value) ? this.#element(value, described, at, depth + 1) : this.#mark(value, at);
  }

  #list(items: readonly unknown[], described: unknown, at: string, depth: number): unknown[] {
    return items
      .filter((item) => item !== undefined)
      .map((item, index) => {
        const path = `${at}[${index}]`;
        if (Array.isArray(item))
          throw new RequestError(`XML cannot hold a list in a list, as at ${path}. Name the inner elements.`);
        return this.#value(item, described, path, depth);
      });
  }

  #mark(value: unknown, at: string): string {
    return `${this.#prefix}${this.#values.push(escapeAttribute(leafText(withoutExponent(value), at))) - 1}-`;
  }
}

/** XML Schema knows `1e+21` as a double alone, and plain digits as a number of any kind. */
function withoutExponent(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const [, sign = '', digits = '', exponent] = /^(-?)([\d.]+)e-(\d+)$/.exec(String(value)) ?? [];
  if (exponent !== undefined) return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace('.', '')}`;
  return Number.isInteger(value) ? BigInt(value) : value;
}
