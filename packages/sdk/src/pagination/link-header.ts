/** One link of a `Link` header. */
interface Link {
  readonly target: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const target = /[\s,]*<([^>]*)>/y;
const parameter = /\s*;\s*(?:([!#$%&'*+\-.^_`|~\w]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?/y;

/**
 * The target of the first link with a relation, as it is written; `undefined` where there is none.
 * Links that speak of another page than the answered one (`anchor`) do not count.
 * @see https://www.rfc-editor.org/rfc/rfc8288#section-3
 */
export function readLink(header: string, relation: string): string | undefined {
  const wanted = relation.toLowerCase();
  return readLinks(header).find(
    ({ parameters }) => !parameters.has('anchor') && parameters.get('rel')?.toLowerCase().split(/\s+/).includes(wanted) === true,
  )?.target;
}

/** Reads as far as the header is well formed. */
function readLinks(header: string): readonly Link[] {
  const links: Link[] = [];
  for (let position = 0; ; ) {
    target.lastIndex = position;
    const found = target.exec(header);
    if (!found) return links;
    const parameters = new Map<string, string>();
    position = target.lastIndex;
    for (parameter.lastIndex = position; ; ) {
      const part = parameter.exec(header);
      if (!part) break;
      position = parameter.lastIndex;
      const name = part[1]?.toLowerCase();
      const value = part[2]?.replace(/\\(.)/g, '$1') ?? part[3] ?? '';
      // Where a parameter comes twice, the first counts.
      if (name !== undefined && !parameters.has(name)) parameters.set(name, value);
    }
    links.push({ target: (found[1] ?? '').trim(), parameters });
  }
}
