import { RequestError } from '../errors/request-error.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { checkDepth, checkName, isXmlContent, type XmlContent } from './xml-content.ts';
import { leafText } from './xml-leaf.ts';

const nil = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"';

/**
 * An XML document from an object with one key, its root: `buildXml({ Order: { '@id': '7', line: ['a', 'b'] } })`. Values are escaped,
 * names are checked. Throws a RequestError for what XML cannot say: names with other characters, control characters, functions.
 */
export function buildXml(document: XmlContent): string {
  const [root, ...others] = Object.keys(document);
  if (root === undefined || others.length > 0 || root.startsWith('@') || root.startsWith('#') || Array.isArray(document[root])) {
    throw new RequestError('An XML document has one element at its root. Give an object with one key for it.');
  }
  return `<?xml version="1.0" encoding="utf-8"?>${buildElements(document)}`;
}

/** The elements of an object one after the other, to be put inside of another one. */
export function buildElements(content: XmlContent): string {
  return children(content, '', 0);
}

function children(content: XmlContent, at: string, depth: number): string {
  checkDepth(depth);
  let xml = '';
  for (const [name, value] of Object.entries(content)) {
    if (name.startsWith('@') || value === undefined) continue;
    const path = at ? `${at}.${name}` : name;
    if (name === '#text') {
      if (value !== null) xml += escapeText(leafText(value, path));
      continue;
    }
    checkName(name, at || 'the root');
    if (!Array.isArray(value)) xml += element(name, value, path, depth);
    else for (const [index, item] of value.entries()) xml += element(name, item, `${path}[${index}]`, depth);
  }
  return xml;
}

function element(name: string, value: unknown, at: string, depth: number): string {
  if (value === undefined) return '';
  if (value === null) return `<${name}${nil}/>`;
  const inside = isXmlContent(value) ? children(value, at, depth + 1) : escapeText(leafText(value, at));
  const tag = isXmlContent(value) ? `${name}${attributes(value, at)}` : name;
  return inside === '' ? `<${tag}/>` : `<${tag}>${inside}</${name}>`;
}

function attributes(content: XmlContent, at: string): string {
  let text = '';
  for (const [key, value] of Object.entries(content)) {
    if (!key.startsWith('@') || value === undefined || value === null) continue;
    checkName(key.slice(1), at);
    text += ` ${key.slice(1)}="${escapeAttribute(leafText(value, `${at}.${key}`))}"`;
  }
  return text;
}
