import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { RequestError } from '../errors/request-error.ts';
import type { HttpRequest, StreamedResponse } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import { readFileName, safeName } from './file-name.ts';
import type { FileReference } from './file-reference.ts';
import type { FileStore } from './file-store.ts';

export interface DownloadOptions {
  /** The longest file in bytes, counted after decompression. 100 MiB by default. */
  readonly maxBytes?: number | undefined;
  /** In place of the name that the service gives. */
  readonly filename?: string | undefined;
  /** How answers are judged where this request differs from its application. */
  readonly responses?: Responses | undefined;
}

const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/;

export function refuseNoContent({ method }: HttpRequest): void {
  if (method === 'HEAD') throw new RequestError('The answer to HEAD has no content. Download with GET.');
}

/** Keeps what an answer holds as a file. */
export async function keepAnswer(
  answer: StreamedResponse,
  request: HttpRequest,
  store: FileStore,
  filename: string | undefined,
): Promise<FileReference> {
  const { status, headers, url, body } = answer;
  if (status === 206 && !Object.keys(request.headers).some((name) => name.toLowerCase() === 'range')) {
    // A transfer that nobody reads would stay open until the deadline.
    for await (const _chunk of body) break;
    throw new MalformedResponseError('The service answered with a part of the file (206), though all of it was asked for.');
  }
  const name = safeName(filename) ?? readFileName(headers['content-disposition'], url);
  const declared = headers['content-type'] ?? '';
  return store.save({ name, contentType: mediaType.test(declared) ? declared : 'application/octet-stream' }, body);
}
