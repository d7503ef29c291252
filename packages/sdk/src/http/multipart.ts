import { createHash } from 'node:crypto';
import { RequestError } from '../errors/request-error.ts';

/** A file among the parts of a form. */
export interface FilePart {
  readonly content: Uint8Array | string;
  readonly filename: string;
  /** `application/octet-stream` by default, for text `text/plain`. */
  readonly contentType?: string;
}

export type PartValue = string | number | boolean | null | undefined | FilePart;

/** Fields and files by name; a list repeats its name, `undefined` and `null` are left out. */
export type MultipartFields = Readonly<Record<string, PartValue | readonly PartValue[]>>;

/**
 * A form with files as multipart/form-data. The same content always gives the same bytes. Throws a RequestError for a content type
 * that no header can hold.
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export function encodeMultipart(fields: MultipartFields): { readonly contentType: string; readonly body: Uint8Array } {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    (isList(value) ? value : [value]).flatMap((single) =>
      single === undefined || single === null ? [] : [encodePart(name, single)],
    ),
  );
  // A boundary must not be in what it bounds: nothing can hold the digest of itself.
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  const boundary = `mortise-${digest.digest('hex').slice(0, 40)}`;
  const lines = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...lines, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function encodePart(name: string, value: NonNullable<PartValue>): Buffer {
  const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"`;
  if (typeof value !== 'object') return Buffer.from(`${disposition}\r\n\r\n${value}`);
  const { content, filename, contentType = typeof content === 'string' ? textType : 'application/octet-stream' } = value;
  if (!/^[\x20-\x7e]+$/.test(contentType)) {
    throw new RequestError(`The content type of the file in "${name}" holds characters that no header can hold.`);
  }
  return Buffer.concat([
    Buffer.from(`${disposition}; filename="${escapeName(filename)}"\r\nContent-Type: ${contentType}\r\n\r\n`),
    typeof content === 'string' ? Buffer.from(content) : content,
  ]);
}

const textType = 'text/plain; charset=utf-8';

/** Names are written as browsers write them: a quote or a line break could otherwise add a header. */
function escapeName(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

function isList(value: PartValue | readonly PartValue[]): value is readonly PartValue[] {
  return Array.isArray(value);
}
