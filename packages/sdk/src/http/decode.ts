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

/** Undoes `Content-Encoding` (RFC 9110, 8.4). No step of it may produce more than `max` bytes. */
export async function decode(body: Buffer, contentEncoding: string, max: number): Promise<Buffer> {
  const encodings = contentEncoding
    .split(',')
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== 'identity' && encoding !== '');
  if (encodings.length > 2)
    throw new MalformedResponseError(`The answer is encoded ${encodings.length} times; at most two are read.`);
  let decoded = body;
  for (const encoding of encodings.reverse()) {
    const decoder = decoders.get(encoding);
    if (!decoder) throw new MalformedResponseError(`The answer is encoded as "${encoding}", which cannot be read.`);
    try {
      decoded = await decoder(decoded, { maxOutputLength: max });
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
        throw new ResponseTooLargeError(`The answer unpacks to more than ${max} bytes.`, { cause });
      }
      throw new MalformedResponseError(`The answer claims to be encoded as "${encoding}" and is not.`, { cause });
    }
  }
  return decoded;
}
