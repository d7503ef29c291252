import { ResponseTooLargeError } from '../errors/response-too-large-error.ts';
import type { FileStore } from './file-store.ts';

export interface ReadFileOptions {
  /** The longest file in bytes that is read at once. 10 MiB by default, and 20 MiB at most. */
  readonly maxBytes?: number | undefined;
}

const defaultMaxBytes = 10 * 1024 * 1024;
/** What fits into one line of the channel to a plugin's process, as base64. */
const mostBytes = 20 * 1024 * 1024;

/** The whole content of a file. Throws a FileNotFoundError, a ResponseTooLargeError, or a FileStoreError. */
export async function readStoredFile(
  store: FileStore,
  id: string,
  { maxBytes = defaultMaxBytes }: ReadFileOptions = {},
): Promise<Uint8Array> {
  const cap = Math.min(maxBytes, mostBytes);
  const { reference, content } = await store.open(id);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > cap) {
      throw new ResponseTooLargeError(
        `"${reference.name}" has ${reference.size} bytes, ${cap} are read at once. Use a smaller file.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
