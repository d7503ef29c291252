const maxBytes = 200;
const fallback = 'file';
/** Names that some systems take for a device. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * The name that a service gives a file, made safe: it is no path, holds nothing that cannot be seen, and can be written anywhere.
 * `Content-Disposition` comes first, then the last segment of the address.
 * @see https://www.rfc-editor.org/rfc/rfc6266
 */
export function readFileName(disposition: string | undefined, url: string | undefined): string {
  return safeName(nameIn(disposition ?? '')) ?? safeName(lastSegment(url ?? '')) ?? fallback;
}

/** A name without folders, invisible characters, and what file systems refuse; `undefined` where nothing is left. */
export function safeName(name: string | undefined): string | undefined {
  const last = name
    ?.normalize('NFC')
    .toWellFormed()
    .split(/[/\\]/)
    .findLast((segment) => segment.trim() !== '');
  const visible = last?.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').replace(/[<>:"|?*]/g, '_');
  const trimmed = visible && withoutEnds(visible);
  if (!trimmed) return undefined;
  return shorten(devices.test(trimmed) ? `_${trimmed}` : trimmed);
}

/** Without dots and spaces at its ends. Looked for from there: an expression would begin anew at each of them. */
function withoutEnds(name: string): string {
  const begin = name.search(/[^.\s]/);
  let end = name.length;
  while (end > begin && /[.\s]/.test(name.charAt(end - 1))) end--;
  return begin < 0 ? '' : name.slice(begin, end);
}

/** Keeps the ending, by which programs know what a file is. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const ending = /\.[\w-]{1,16}$/.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - ending.length).slice(0, maxBytes);
  while (Buffer.byteLength(stem + ending) > maxBytes) stem = stem.slice(0, -1);
  return `${stem.toWellFormed().replace(/\ufffd$/, '')}${ending}`;
}

const parameter = /;\s*([\w!#$%&'*+\-.^`|~]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

function nameIn(disposition: string): string | undefined {
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of disposition.matchAll(parameter)) {
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token);
  }
  const plain = parameters.get('filename');
  return readExtended(parameters.get('filename*')) ?? (plain === undefined ? undefined : readUtf8(plain));
}

/** `UTF-8''na%C3%AFve.txt` (RFC 8187). */
function readExtended(value: string | undefined): string | undefined {
  const [, charset, encoded] = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i.exec(value ?? '') ?? [];
  if (charset === undefined || encoded === undefined) return undefined;
  return decodePercent(encoded, charset.toLowerCase() === 'utf-8' ? 'utf-8' : 'latin1');
}

/** Header bytes arrive as Latin-1; many services write UTF-8 there all the same. */
function readUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value) || /[^\0-\xff]/.test(value)) return value;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    // It really is Latin-1.
    return value;
  }
}

function lastSegment(url: string): string | undefined {
  const path = URL.parse(url)?.pathname;
  const segment = path?.split('/').findLast((part) => part !== '');
  return segment === undefined ? undefined : decodePercent(segment, 'utf-8');
}

function decodePercent(text: string, charset: 'utf-8' | 'latin1'): string | undefined {
  if (charset === 'latin1') {
    return text.replace(/%([0-9a-f]{2})/gi, (_match, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
  try {
    return decodeURIComponent(text);
  } catch {
    // Not what it claims to be; the next best name counts.
    return undefined;
  }
}
