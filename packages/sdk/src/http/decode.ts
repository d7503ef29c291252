import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { ResponseTooLargeError } from '../errors/response-too-large-error.ts';

type Decoder = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const decoders = new Map<string, Decoder>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
  ['zstd', promisify(zstdDecompress)],
]);

const maxRatio = 100;
/** Short texts that repeat themselves are no attack, however well they compress. */
const harmlessBytes = 1024 * 1024;

/** Undoes `Content-Encoding` (RFC 9110, 8.4). No step of it may give more than `max` bytes, nor a hundred times what it was given. */
export async function decode(body: Buffer, contentEncoding: string, max: number): Promise<Buffer> {
  let decoded = body;
  for (const encoding of readEncodings(contentEncoding).toReversed()) decoded = await undo(encoding, decoded, max);
  return decoded;
}

/** The encodings of a body, in the order in which they were applied. */
export function readEncodings(contentEncoding: string): readonly string[] {
  const encodings = contentEncoding
    .split(',')
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== 'identity' && encoding !== '');
  if (encodings.length <= 2) return encodings;
  throw new MalformedResponseError(`The answer is encoded ${encodings.length} times; at most two are read.`);
}

async function undo(encoding: string, body: Buffer, max: number): Promise<Buffer> {
  const decoder = decoders.get(encoding);
  if (!decoder) throw new MalformedResponseError(`The answer is encoded as "${encoding}", which cannot be read.`);
  const maxOutputLength = Math.min(max, Math.max(harmlessBytes, body.byteLength * maxRatio));
  try {
    return await decoder(body, { maxOutputLength });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ResponseTooLargeError(
        `The answer unpacks from ${body.byteLength} to more than ${maxOutputLength} bytes. Ask for less at once.`,
        { cause },
      );
    }
    throw new MalformedResponseError(`The answer claims to be encoded as "${encoding}" and is not.`, { cause });
  }
}
