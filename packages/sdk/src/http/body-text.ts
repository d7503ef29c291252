import { TextDecoder } from 'node:util';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import type { HttpResponse } from './request.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i;

/**
 * The body of an answer as text, in the charset that its content type names and without a byte order mark. Throws a
 * MalformedResponseError for bytes that are no such text, as those of a file.
 */
export function textOf({ headers, body, status }: HttpResponse): string {
  const decoder = decoderFor(charset.exec(headers['content-type'] ?? '')?.[1]);
  try {
    return decoder.decode(body);
  } catch (cause) {
    throw new MalformedResponseError(
      `The service answered ${status} with bytes that are no text in ${decoder.encoding}. For a file, extend DownloadConnector.`,
      { cause },
    );
  }
}

/** UTF-8 where the charset is one that nobody knows: it is checked, and then most likely right. */
function decoderFor(label: string | undefined): TextDecoder {
  if (label === undefined) return utf8;
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return utf8;
  }
}
