import type { XmlContent } from './xml-content.ts';

/**
 * Reads an XML document into an object with one key, its root. Every value stays text: `007` is `'007'`. Elements that repeat become
 * lists (see {@link asList}), `xsi:nil` becomes `null`, attributes `'@name'`, text beside them `'#text'`; prefixes are left out.
 * Throws a MalformedResponseError for what is not well-formed, has a DTD, or is nested more than a hundred elements deep.
 */
export async function parseXml(text: string): Promise<XmlContent> {
  // Loaded with the first document: most plugins never read one.
  const { readXml } = await import('./read-xml.ts');
  return readXml(text);
}

/** An element that may be absent, be there once or repeat, as a list: one alone cannot be told from a list of one in XML. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}
