import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { isMortiseError } from '../errors/mortise-error.ts';
import { readEncodings } from './decode.ts';

const decoders = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress],
]);

/** Undoes `Content-Encoding` piece by piece. How much comes out is for the reader to limit. */
export async function* decodeStream(body: Readable, contentEncoding: string): AsyncGenerator<Buffer, void, undefined> {
  const transforms: Transform[] = [];
  try {
    for (const encoding of readEncodings(contentEncoding).toReversed()) transforms.push(createDecoder(encoding));
    // What goes wrong reaches the reader through the last of them.
    if (transforms.length > 0) pipeline([body, ...transforms], () => undefined);
    yield* transforms.at(-1) ?? body;
  } catch (error) {
    if (isMortiseError(error)) throw error;
    // An empty body needs no packing, whatever its header says.
    if (!body.readableDidRead) return;
    throw new MalformedResponseError(`The answer claims to be encoded as "${contentEncoding}" and is not.`, { cause: error });
  } finally {
    body.destroy();
  }
}

function createDecoder(encoding: string): Transform {
  const create = decoders.get(encoding);
  if (create) return create();
  throw new MalformedResponseError(`The answer is encoded as "${encoding}", which cannot be read.`);
}
