import type { HttpResponse, StreamedResponse } from '../http/request.ts';
import { readLocation } from './redirects.ts';

/** An answer that can be judged like any other, while its content has not been read. */
export interface OpenAnswer extends HttpResponse {
  /** What is left to be read. */
  readonly content: StreamedResponse['body'];
}

/** As much of a refusal as its words can be found in. */
const refusalBytes = 64 * 1024;

/** Leaves the body of a success where it is. Of any other answer it reads the beginning, and ends the transfer. */
export async function holdOpen({ body: content, ...head }: StreamedResponse, isSuccess: boolean): Promise<OpenAnswer> {
  const isWanted = isSuccess && readLocation(head) === undefined;
  return { ...head, content, body: isWanted ? new Uint8Array() : await readBeginning(content) };
}

async function readBeginning(content: StreamedResponse['body']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= refusalBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, refusalBytes);
}
