import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import type { HttpResponse } from '../http/request.ts';

const declaration = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/;

/**
 * The text of an XML body: by its byte order mark, else by the `charset` of its type, else by its declaration, else UTF-8 (RFC 7303, 3).
 * Throws a MalformedResponseError where it is written in another encoding than it says.
 */
export function decodeXml({ headers, body }: HttpResponse): string {
  const label = markOf(body) ?? charsetOf(headers['content-type']) ?? declaredIn(body) ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(body);
  } catch (cause) {
    throw new MalformedResponseError(`The XML says that it is written in ${label}, and it cannot be read so.`, { cause });
  }
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1];
}

function declaredIn(body: Uint8Array): string | undefined {
  return declaration.exec(Buffer.from(body.subarray(0, 200)).toString('latin1'))?.[1];
}
