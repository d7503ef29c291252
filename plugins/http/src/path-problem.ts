const address = /^[a-z][a-z0-9+.-]*:/i;
/** With what servers cut off or read on from: parameters of a segment, or a control character. */
const dotSegment = /^\.{1,2}(?:$|[;\p{Cc}])/u;
/** How often a path is decoded on its way, by one server after the other, at the most. */
const decodings = 3;

/** Why a text is no path below a base URL; `undefined` where it is one. */
export function pathProblem(path: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(path)) return 'must not hold spaces, line breaks or control characters. Write a space as %20';
  if (path.includes('\\')) return 'must not hold a backslash. Write it as %5C';
  if (path.includes('#')) return 'must not hold a "#", which is never sent. Write it as %23';
  if (address.test(path)) return 'must be a path such as /orders, not an address: only the base URL of the connection is called';
  if (path.startsWith('//')) return 'must not begin with "//", which stands for another host';
  if (path !== '' && !/^[/?]/.test(path)) return 'must begin with "/"';
  return leadsUp(path) ? 'must not hold "." or ".." as a segment, however it is encoded' : undefined;
}

/** Whether a server may read it as a path with dot segments: some decode slashes first, some take parameters off, some decode twice. */
function leadsUp(path: string): boolean {
  let [read = ''] = path.split('?');
  for (let decoded = 0; decoded <= decodings; decoded++) {
    if (read.split(/[/\\]/).some((segment) => dotSegment.test(segment))) return true;
    read = read.replace(/%([0-7][0-9a-f])/gi, (_encoded, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  return false;
}
