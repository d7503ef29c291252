/** The words of a name in any notation, in lower case: `getHTTPInfo`, `get_http-info` and `Get HTTP info` give the same three. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

const longest = 60;

/** A name for a file or an action. `otherwise` begins a name that has no letters at its beginning. */
export function kebab(text: string, otherwise: string): string {
  const words = wordsOf(text);
  const name = (/^[a-z]/.test(words[0] ?? '') ? words : [otherwise, ...words]).join('-');
  if (name.length <= longest) return name;
  // Between words, unless there is one alone.
  return name
    .slice(0, longest + 1)
    .replace(/-[^-]*$/, '')
    .slice(0, longest);
}

export function pascal(text: string, otherwise: string): string {
  return kebab(text, otherwise).split('-').map(capitalise).join('');
}

export function camel(text: string, otherwise: string): string {
  const name = pascal(text, otherwise);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function capitalise(text: string): string {
  const [first = '', ...rest] = text;
  return first.toUpperCase() + rest.join('');
}
