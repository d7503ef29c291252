import { isRecord } from '../schema/is-record.ts';
import type { XmlContent } from '../xml/xml-content.ts';

/** The entries of an element in the order in which a WSDL describes them; what it does not describe comes last, as it came. */
export function inOrder(content: XmlContent, described: unknown): readonly (readonly [string, unknown])[] {
  const names = isRecord(described) ? Object.keys(described).map((name) => name.replace('[]', '')) : [];
  const rank = (name: string) => {
    const index = names.indexOf(withoutPrefix(name));
    return index === -1 ? names.length : index;
  };
  return Object.entries(content).sort(([one], [other]) => rank(one) - rank(other));
}

/** How a WSDL describes an element inside of another; lists have `[]` after their name. */
export function describedIn(described: unknown, name: string): unknown {
  if (!isRecord(described)) return undefined;
  const local = withoutPrefix(name);
  const key = [local, `${local}[]`].find((candidate) => Object.hasOwn(described, candidate));
  return key === undefined ? undefined : described[key];
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
