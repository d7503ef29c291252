import type { RecordedRequest } from '../fake-api/recorded-request.ts';

/** What a request says, each by the place where it stands: its address, the parameters of its query, the fields of its body. */
export function sentFields({ method, host, path, query, body }: RecordedRequest): ReadonlyMap<string, string> {
  return new Map([
    ['method', method],
    ['host', host],
    ['path', decoded(path)],
    ...Object.entries(query).map(([name, value]) => [`query ${name}`, String(value)] as const),
    ...leavesOf(body, 'body'),
  ]);
}

/** Whether a text stands in a request: in its path, query, headers or body. What is `whole` has no letter or digit beside it. */
export function holdsText(request: RecordedRequest, text: string, { whole = false } = {}): boolean {
  const places = [...sentFields(request).values(), ...Object.values(request.headers)];
  return places.some((place) => (whole ? isWholeIn(place, text) : place.includes(text)));
}

function isWholeIn(place: string, text: string): boolean {
  const isLetter = (index: number) => /[\p{L}\p{N}]/u.test(place.charAt(index));
  for (let at = place.indexOf(text); at !== -1 && text !== ''; at = place.indexOf(text, at + 1)) {
    if (!isLetter(at - 1) && !isLetter(at + text.length)) return true;
  }
  return false;
}

function leavesOf(value: unknown, place: string): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${place}.${name}`));
  return [[place, typeof value === 'string' ? value : JSON.stringify(value)]];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
