import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';

/** A piece of a message: its place in the order, and its sealed bytes. */
export const Packet = z.object({ number: z.int().min(0), sealed: z.string().max(512 * 1024) });
export type Packet = z.infer<typeof Packet>;

export interface ChannelKeys {
  readonly outgoing: Buffer;
  readonly incoming: Buffer;
}

/** Every broker takes pieces of this size in its default setting. */
const pieceBytes = 256 * 1024;
/** Largest message in either direction: the cap of an answer, several times over, since JSON may escape it. */
export const maxMessageBytes = 32 * 1024 * 1024;

const algorithm = 'chacha20-poly1305';
const tagBytes = 16;
const last = 0;
const more = 1;

/** A message that is larger than the channel takes. */
export class MessageTooLargeError extends Error {
  override readonly name = 'MessageTooLargeError';
}

/** A message that cannot be written as JSON, such as one with a BigInt or one that contains itself. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
}

/** What became of a packet that came in. */
export type Received =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'piece' }
  /** Not made by the other side, or made by it and shown again: as if it had not come. */
  | { readonly kind: 'foreign' | 'replayed' }
  /** The channel is of no more use. */
  | { readonly kind: 'broken'; readonly reason: string };

/** Messages of any size as sealed packets in order. Each key seals one channel, so a packet fits one place in one direction only. */
export class SealedChannel {
  readonly #keys: ChannelKeys;
  #sent = 0;
  #received = 0;
  #pieces: Buffer[] = [];
  #pendingBytes = 0;

  constructor(keys: ChannelKeys) {
    this.#keys = keys;
  }

  /** Throws a MessageTooLargeError or a NotJsonError; nothing of such a message is sent. */
  seal(message: unknown): Packet[] {
    const bytes = toBytes(message);
    if (bytes.length > maxMessageBytes) {
      throw new MessageTooLargeError(`The message has ${bytes.length} bytes, ${maxMessageBytes} are allowed.`);
    }
    const packets: Packet[] = [];
    for (let start = 0; start === 0 || start < bytes.length; start += pieceBytes) {
      const piece = bytes.subarray(start, start + pieceBytes);
      packets.push(this.#sealPiece(piece, start + pieceBytes < bytes.length ? more : last));
    }
    return packets;
  }

  open({ number, sealed }: Packet): Received {
    if (number < this.#received) return { kind: 'replayed' };
    const opened = this.#openPiece(number, Buffer.from(sealed, 'base64'));
    if (!opened) return { kind: 'foreign' };
    if (number > this.#received) return { kind: 'broken', reason: 'something that was sent did not arrive' };
    this.#received++;
    const piece = opened.subarray(1);
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes > maxMessageBytes) return { kind: 'broken', reason: 'it sent a message that is too large' };
    this.#pieces.push(piece);
    if (opened[0] === more) return { kind: 'piece' };
    const text = Buffer.concat(this.#pieces).toString('utf8');
    this.#pieces = [];
    this.#pendingBytes = 0;
    try {
      return { kind: 'message', message: JSON.parse(text) };
    } catch {
      return { kind: 'broken', reason: 'it sent something that is not JSON' };
    }
  }

  #sealPiece(piece: Buffer, flag: number): Packet {
    const number = this.#sent++;
    const cipher = createCipheriv(algorithm, this.#keys.outgoing, nonceOf(number), { authTagLength: tagBytes });
    const sealed = Buffer.concat([cipher.update(Buffer.of(flag)), cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    return { number, sealed: sealed.toString('base64') };
  }

  #openPiece(number: number, sealed: Buffer): Buffer | undefined {
    if (sealed.length <= tagBytes) return undefined;
    const decipher = createDecipheriv(algorithm, this.#keys.incoming, nonceOf(number), { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const opened = decipher.update(sealed.subarray(0, -tagBytes));
    try {
      decipher.final();
      return opened;
    } catch {
      // The tag does not fit: whoever made it does not hold the key.
      return undefined;
    }
  }
}

function toBytes(message: unknown): Buffer {
  try {
    return Buffer.from(JSON.stringify(message));
  } catch (cause) {
    throw new NotJsonError(reasonOf(cause), { cause });
  }
}

/** What a `toJSON` throws may be anything: looking at it may itself throw, and its message may be as large as what it is about. */
function reasonOf(thrown: unknown): string {
  try {
    return (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 1000);
  } catch {
    return 'It threw something that cannot be looked at.';
  }
}

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}
