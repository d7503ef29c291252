import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const format = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/** Where a sealed text belongs. A text that was moved to another place does not open. */
export type SealContext = readonly [tenant: string, application: string, connection: string, field: string];

/** Encrypts with AES-256-GCM under one key. A record reads `v1.<key id>.<nonce, text and tag>`, so that keys can be told apart. */
export class Sealer {
  readonly keyId: string;
  readonly #key: Buffer;

  constructor(key: Uint8Array) {
    this.#key = derive(key, 'mortise seal v1', 32);
    this.keyId = derive(key, 'mortise key id v1', 6).toString('base64url');
  }

  seal(text: string, context: SealContext): string {
    return `${format}.${this.keyId}.${this.sealBytes(Buffer.from(text), context)}`;
  }

  /** Throws where the record was sealed with another key, for another place, or was changed. */
  open(record: string, context: SealContext): string {
    const [version, keyId, encoded, ...more] = record.split('.');
    if (version !== format || keyId !== this.keyId || encoded === undefined || more.length > 0) {
      throw new Error('The record was not sealed with this key.');
    }
    return this.openBytes(encoded, context).toString('utf8');
  }

  /** The last part of a record alone. */
  sealBytes(bytes: Uint8Array, context: SealContext): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(this.#associated(context));
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  openBytes(encoded: string, context: SealContext): Buffer {
    const sealed = Buffer.from(encoded, 'base64url');
    // Decoding passes over what does not belong there.
    if (sealed.toString('base64url') !== encoded) throw new Error('The record was changed.');
    if (sealed.length < nonceBytes + tagBytes) throw new Error('The record is cut off.');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(this.#associated(context));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  }

  /** JSON keeps the parts apart: no two different contexts give the same bytes. */
  #associated(context: SealContext): Buffer {
    return Buffer.from(JSON.stringify([format, this.keyId, ...context]));
  }
}

function derive(key: Uint8Array, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', purpose, length));
}
